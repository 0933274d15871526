import { minorUnits } from '../../../domain/money.ts';
import { registerDecision, withdrawDecision } from '../../experiments/register.ts';
import { registrationWishes } from '../../experiments/wishes.ts';
import { specs } from '../../specs.ts';
import type { Act, ActRequest } from '../acts/act.ts';
import { whoOf, wishAct } from '../acts/wish-act.ts';
import { decisionUrl } from './decision-url.ts';

const wishes = registrationWishes(specs);

/** Fields that are percent in the form and parts of one in the wish. */
const percents: ReadonlySet<string> = new Set(['margin', 'minimalEffect', 'alpha']);
const words: ReadonlySet<string> = new Set(['experiment', 'metric', 'spending', 'why']);

const numbersOf = (fields: ActRequest['fields'], currency: string): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, text]) => {
      if (words.has(name)) return [name, text];
      const value = /^\d{1,12}(?:[.,]\d{1,6})?$/u.test(text.trim()) ? Number(text.trim().replace(',', '.')) : text;
      if (typeof value === 'string') return [name, value];
      // 0.1 and not 0.10000000000000002.
      if (percents.has(name)) return [name, Number((value / 100).toPrecision(12))];
      return [name, name === 'cap' ? minorUnits(value, currency) : value];
    }),
  );

/** Writes down how a decision about an experiment is to be made. */
const registerAct = wishAct('/experiments/decision/register', {
  schema: () => wishes.register,
  wishOf: (fields, { currency }) => numbersOf(fields, currency),
  async carryOut({ db, clock }, asked, wish) {
    const row = await registerDecision(db, asked.ofStore.id, wish, { ...whoOf(asked), at: clock.now() });
    return row
      ? { to: decisionUrl(asked.ofStore.id, wish.experiment) }
      : { problem: 'Another decision about it is registered. Withdraw that one first, with the reason why.' };
  },
});

/** Ends the one that stands; it is kept, with who and why. */
const withdrawAct = wishAct('/experiments/decision/withdraw', {
  schema: () => wishes.withdraw,
  async carryOut({ db, clock }, asked, wish) {
    const row = await withdrawDecision(db, asked.ofStore.id, wish, { ...whoOf(asked), at: clock.now() });
    return row && { to: decisionUrl(asked.ofStore.id, wish.experiment) };
  },
});

export const decisionActs: readonly Act[] = [registerAct, withdrawAct];
