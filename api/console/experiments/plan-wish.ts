import type { PlanWish } from '../../../domain/experiments/planning/plan.ts';
import { minorUnits } from '../../../domain/money.ts';
import type { Flaw } from '../../events/flaw.ts';
import type { PageRequest } from '../page.ts';

/** The fields of the form, as they were written. */
export const planFields = [
  'rate',
  'mean',
  'deviation',
  'lift',
  'customers',
  'holdout',
  'power',
  'alpha',
  'correlation',
  'looks',
  'daily',
] as const;
export type PlanField = (typeof planFields)[number];

/** What a form begins with. */
export const usualPlan: Readonly<Partial<Record<PlanField, string>>> = {
  holdout: '50',
  power: '80',
  alpha: '5',
  correlation: '0',
  looks: '1',
};

const percents: ReadonlySet<PlanField> = new Set(['rate', 'lift', 'holdout', 'power', 'alpha', 'correlation']);

/** What is to be planned, or what cannot be read; undefined: nothing was asked. */
export const planWish = (query: PageRequest['query']): PlanWish | { readonly flaws: readonly Flaw[] } | undefined => {
  if (!planFields.some((field) => field in query)) return undefined;
  const read: Partial<Record<PlanField, number>> = {};
  const flaws: Flaw[] = [];
  for (const field of planFields) {
    const text = (query[field] ?? '').trim() || usualPlan[field];
    if (text === undefined || text === '') continue;
    const value = number(text);
    if (value === undefined) flaws.push({ field, problem: 'write a number such as 12.5' });
    else read[field] = percents.has(field) ? value / 100 : value;
  }
  return flaws.length > 0 ? { flaws } : (read as PlanWish);
};

const number = (text: string): number | undefined =>
  /^[+-]?\d{1,12}(?:[.,]\d{1,6})?$/u.test(text) ? Number(text.replace(',', '.')) : undefined;

/** Minor units as a field shows them: `19.9`. */
export const unitsOf = (amount: number, currency: string): string =>
  String(Number((amount / minorUnits(1, currency)).toPrecision(4)));
