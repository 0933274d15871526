import type { Priced } from '../history/history.ts';
import { seenBy } from '../history/timeline.ts';
import { cheaperBy, fewAre } from '../story/story.ts';
import { type Check, dayMillis } from './check.ts';
import { always, journeyOf, personOf } from './decided.ts';

/** Less than `other` by so much that it may be spoken of. */
const isCheaper = (amount: number, other: number): boolean => amount * 100 <= other * (100 - cheaperBy);

/** Whether the last of these prices may be called reduced: against the lowest of the 30 days before it began to hold. */
const isReduced = (prices: readonly Priced[]): boolean => {
  const today = prices.at(-1)!.amount;
  const before = prices.slice(0, prices.findLastIndex(({ amount }) => amount !== today) + 1);
  const since = prices[before.length]!.at;
  if (before.length === 0 || since - before[0]!.at < 30 * dayMillis) return false;
  const lately = before.filter((_, place) => (before[place + 1]?.at ?? since) > since - 30 * dayMillis);
  return isCheaper(today, Math.min(...lately.map(({ amount }) => amount)));
};

/** Whether what the message tells was so when it was claimed. */
export const told: readonly Check[] = [
  {
    name: 'true of the product',
    reasons: ['alert_over'],
    holds: (decided, played) => {
      const { product, saw } = personOf(decided, played);
      const { price, stock } = played.history;
      const journey = journeyOf(decided);
      if (journey === 'few') return seenBy(stock[product], decided.when).map(({ units }) => units <= fewAre);
      if (journey !== 'cheaper') return always;
      return seenBy(price[product], decided.when).map(
        (prices) => saw !== null && isCheaper(prices.at(-1)!.amount, saw) && isReduced(prices),
      );
    },
  },
  {
    name: 'the campaign stands',
    reasons: ['campaign_changed'],
    holds: (decided, { history }) =>
      journeyOf(decided) === 'sale'
        ? seenBy(history.campaign, decided.when).map(({ calledOff }) => !calledOff)
        : always,
  },
  {
    name: 'while the campaign holds',
    reasons: [],
    holds: (decided, { history }) =>
      journeyOf(decided) === 'sale'
        ? seenBy(history.campaign, decided.when).map(({ opens, ends }) => opens <= decided.at && decided.at < ends)
        : always,
  },
];
