import type { ScoresView } from '../../scores/customer-scores.ts';
import { moneyInWords } from '../../../domain/experiments/incremental/money-words.ts';
import { formatDay } from '../parts/day.tsx';
import { formatCount } from '../parts/words.ts';

type Scores = NonNullable<ScoresView['scores']>;

/** `12 in 100`; what is nearly sure is never said to be. */
export const chances = (probability: number): string => {
  if (probability > 0.99) return 'more than 99 in 100';
  if (probability < 0.01) return 'less than 1 in 100';
  return `${Math.round(probability * 100)} in 100`;
};

const standings: readonly (readonly [atLeast: number, words: string])[] = [
  [0.9, 'Almost certainly still a customer'],
  [0.7, 'Probably still a customer'],
  [0.5, 'May still be a customer'],
  [0.3, 'May have left for good'],
  [0.1, 'Has probably left for good'],
  [0, 'Has almost certainly left for good'],
];

/** What P(alive) means. */
export const aliveSentence = ({ alive }: Pick<Scores, 'alive'>): string =>
  `${standings.find(([atLeast]) => alive >= atLeast)![1]}: ${chances(alive)}.`;

/** `1.4`, and more digits where there is little. */
export const formatAmount = (amount: number): string => {
  if (amount > 0 && amount < 0.005) return 'less than 0.01';
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: amount < 1 ? 2 : 1 }).format(amount);
};

/** What is to be expected of the customer, and what that is worth. */
export const valueSentence = ({ expectedOrders, lifetimeValue, expectedSpend, within, money }: Scores): string => {
  const orders = formatAmount(expectedOrders);
  const expected = `In the next ${within.orders} ${orders} ${orders === '1' ? 'order is' : 'orders are'} to be expected`;
  if (lifetimeValue === null) return `${expected}; nothing can be said of their worth yet.`;
  const { currency, margin, discount } = money;
  const worth = moneyInWords({ amount: lifetimeValue, currency }, 'en');
  const each =
    expectedSpend === null ? '' : `, of about ${moneyInWords({ amount: expectedSpend, currency }, 'en')} each`;
  const kind =
    margin === null ? 'revenue, as no margin is set in the policy shop' : `margin of ${margin} % of what is paid`;
  return `${expected}${each}: ${worth} today (${kind}; money in a year counts ${discount} % less).`;
};

/** When the next order comes, if one does. */
export const nextOrderSentence = ({ nextOrder, within, churn }: Scores, now: Date): string => {
  const none = `That none comes within ${within.churn}: ${chances(churn)}.`;
  const { median, from, to } = nextOrder;
  if (median === null) return `The next order is not to be foreseen. ${none}`;
  const half = `Of such customers who have not left, half order again by ${formatDay(median, now)}`;
  const most =
    from !== null && to !== null
      ? `, and four of five between ${formatDay(from, now)} and ${formatDay(to, now)}`
      : from === null
        ? ''
        : `, and nine of ten not before ${formatDay(from, now)}`;
  return `${half}${most}. ${none}`;
};

/** What all of it rests on. */
export const evidenceSentence = (
  { purchaseDays, orders, firstDay, lastDay, amount, ordersInOtherCurrencies }: ScoresView['evidence'],
  currency: string,
  now: Date,
): string => {
  if (purchaseDays === 0 || firstDay === null || lastDay === null) return 'There is no order that counts.';
  const money = moneyInWords({ amount, currency }, 'en');
  const others =
    ordersInOtherCurrencies > 0 ? ` ${formatCount(ordersInOtherCurrencies)} in other currencies are left out.` : '';
  if (purchaseDays === 1) {
    return `One day with a purchase, ${formatDay(lastDay, now)}, of ${money}: little to go by.${others}`;
  }
  const days = `${formatCount(purchaseDays)} days with a purchase (${formatCount(orders)} orders)`;
  return `${days} from ${formatDay(firstDay, now)} to ${formatDay(lastDay, now)}, ${money} in all.${others}`;
};

const lines: Readonly<Record<string, string>> = {
  vip: 'VIP',
  recurring: 'bought more than once',
  'first-time': 'bought once',
  prospect: 'never bought',
  dormant: 'has not bought for long',
};

/** Why no model speaks, and what the rules say in its place. */
export const fallbackSentences = ({
  reason,
  why,
  value,
  segments,
}: NonNullable<ScoresView['fallback']>): readonly string[] => [
  {
    no_orders: 'Never ordered, so nothing can be foreseen: a score comes with the first order that counts.',
    not_scored_yet: 'This customer was not scored yet; the next run does it.',
    no_model: `The store has no model in use, so nothing is foreseen (${why}).`,
  }[reason],
  `In its place the rules about orders (policy value) hold: value ${value}; ${segments.map((one) => lines[one] ?? one).join(', ')}.`,
];

/** Days after which a nightly run has passed over it. */
const staleAfter = 2;

/** What makes a score older than it should be; undefined when it is as fresh as it gets. */
export const staleSentence = (
  { outdated, asOf }: Pick<ScoresView, 'outdated' | 'asOf'>,
  now: Date,
): string | undefined => {
  if (outdated) return 'Orders changed since this was computed: a newer score is on its way, usually within seconds.';
  if (asOf === null) return undefined;
  const days = Math.floor((now.getTime() - Date.parse(`${asOf}T00:00:00Z`)) / 86_400_000);
  if (days < staleAfter) return undefined;
  return `This was computed ${days} days ago; scores are renewed every night, so the nightly run has not come to this customer since (npm run score runs it at once).`;
};
