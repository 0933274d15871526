import type { ScoringModels } from '../scoring/score/score-customers.ts';
import type { ScoresPolicy } from '../../domain/policy/scores.ts';
import type { ShopPolicy } from '../../domain/policy/shop.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';

/** Of a registered model what scoring needs. */
export interface FittedModel {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
}

const weekMillis = 7 * 86_400_000;
const weeks = (length: Duration): number => durationMillis(length) / weekMillis;

/** Lifetime value counts by the month of a year, whatever the horizon. */
const periods = 12;

/**
 * What the active models are asked by a store's policy, times in weeks. Without a margin lifetime value is revenue. A model
 * of spend without a mean (q up to 1) says nothing of money.
 */
export const scoringModels = (
  orders: FittedModel,
  spend: FittedModel | undefined,
  policy: ScoresPolicy,
  { margin }: Pick<ShopPolicy, 'margin'>,
): ScoringModels => {
  const { r, alpha, a, b } = orders.parameters as { r: number; alpha: number; a: number; b: number };
  const { p, q, v } = (spend?.parameters ?? { p: 0, q: 0, v: 0 }) as { p: number; q: number; v: number };
  const horizon = weeks(policy.horizon);
  const years = horizon / weeks('365 days');
  return {
    model: orders.name === 'bg' ? 'bg' : 'mbg',
    parameters: { r, alpha, a, b },
    ...(q > 1 && { spend: { p, q, v } }),
    churnWithin: weeks(policy.churnWithin),
    ordersWithin: horizon,
    valuation: {
      margin: margin === null ? 1 : margin / 100,
      discount: (1 + policy.discount / 100) ** (years / periods) - 1,
      periods,
      periodLength: horizon / periods,
    },
  };
};
