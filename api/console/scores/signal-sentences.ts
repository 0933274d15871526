import type { ScoresView } from '../../scores/customer-scores.ts';
import { formatMoney } from '../../../domain/money.ts';
import { formatDay } from '../parts/day.tsx';
import { formatCount } from '../parts/words.ts';

type Signals = ScoresView['signals'];
type Stored = NonNullable<Signals['stored']>;

/** What is said of a customer, and in a sentence what. */
export type Said = readonly [what: string, sentence: string];

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const words = (name: string): string => name.replaceAll('_', ' ');
const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
const times = (ratio: number): string => `${ratio.toFixed(1)} times`;

/** Each signal of a customer as people say it, with what it rests on; what is not known is left out. */
export const signalSentences = ({ intent, stored, offers }: Signals, now: Date, currency: string): readonly Said[] => [
  ['About to buy', intentSentence(intent)],
  ...offers.map((offer) => [`Offer ${offer.offer}`, offerSentence(offer, currency)] as const),
  ...(stored ? storedSentences(stored, now) : []),
];

const intentSentence = ({ score, acts, cut, high }: Signals['intent']): string => {
  if (acts === 0) return 'Nothing points to it: no look and no cart lately.';
  const figures = `${score.toFixed(1)} from ${formatCount(acts)} ${acts === 1 ? 'look or cart' : 'looks and carts'}, where ${cut} is high`;
  return `${high ? 'Very likely' : 'Not yet'}: ${figures}.`;
};

const storedSentences = (
  { rfm, tier, affinity, prices, channels, hour, next, event, levels }: Stored,
  now: Date,
): readonly Said[] => [
  ...(rfm ? [['Recency, frequency, money', rfmSentence(rfm, levels.rfmGroups)] as const] : []),
  ...(tier ? [['Loyalty tier', tierSentence(tier, now)] as const] : []),
  ...(affinity ? [['Likes', affinitySentence(affinity)] as const] : []),
  ...(prices ? [['Prices', priceSentence(prices)] as const] : []),
  ...(['email', 'sms'] as const).flatMap((channel) => {
    const own = channels[channel];
    return own ? [[channel === 'email' ? 'By e-mail' : 'By text message', engagementSentence(own)] as const] : [];
  }),
  ...(hour ? [['Best hour', hourSentence(hour)] as const] : []),
  ...(event ? [['Last event', eventSentence(event)] as const] : []),
  ...(next ? [['Next category', nextSentence(next)] as const] : []),
];

/** Into how many groups customers were cut is not known where another count has replaced the one that judged. */
const rfmSentence = (
  { recency, frequency, monetary, group, profile }: NonNullable<Stored['rfm']>,
  groups: number | null,
): string => {
  const best = groups === null ? 'more is better' : `${groups} is best`;
  return `${capital(words(group))}, profile ${words(profile)}: recency ${recency}, frequency ${frequency}, money ${monetary}; ${best}.`;
};

const tierSentence = ({ tier, by, until }: NonNullable<Stored['tier']>, now: Date): string => {
  const who = by === 'shop' ? 'as the shop told' : 'by the store’s policy';
  return `${tier}, ${who}${until ? `; until ${formatDay(until, now)} if nothing more is bought` : ''}.`;
};

const affinitySentence = ({ categories, acts }: NonNullable<Stored['affinity']>): string => {
  if (acts === 0) return 'Nothing of their own is known yet: what all customers like stands in.';
  const named = categories
    .slice(0, 3)
    .map(({ category, share, lift }) => `${category} ${percent(share)} (${times(lift)} as much as others)`);
  return `${named.join(', ')}; from ${formatCount(acts)} purchases, carts and looks.`;
};

const priceSentence = (prices: NonNullable<Stored['prices']>): string => {
  const { sensitive, explored, index, reducedShare, lines, orders } = prices;
  const counted = `${formatCount(lines)} lines of ${formatCount(orders)} orders`;
  if (explored) return 'Left to chance this quarter, so that what is learnt does not come of our own offers.';
  if (sensitive === null) return `Too little is known: ${counted}.`;
  const figures = `buys reduced ${times(index)} as often as is usual (${percent(reducedShare)} of ${counted})`;
  return sensitive ? `Goes by them: ${figures}.` : `Does not go by them: ${figures}.`;
};

const engagementSentence = ({ rate, messages, reactions }: NonNullable<Stored['channels']['email']>): string =>
  `Reacts to ${percent(rate)} of messages: ${formatCount(reactions)} of ${formatCount(messages)} were followed by a click, a visit or an order.`;

const hourSentence = ({ from, to, share, by, acts }: NonNullable<Stored['hour']>): string =>
  by === 'shop'
    ? `${from} to ${to}, as all customers: too little is known of this one.`
    : `${from} to ${to}: ${percent(share)} of what they do, from ${formatCount(acts)} acts.`;

const nextSentence = ({ categories, by }: NonNullable<Stored['next']>): string => {
  const named = categories.slice(0, 3).map(({ category, probability }) => `${category} ${percent(probability)}`);
  return `${named.join(', ')}${by === 'popularity' ? '; by what is popular, since nothing foresaw better' : ''}.`;
};

const offerSentence = ({ foreseen, money, windowDays, has }: Signals['offers'][number], currency: string): string => {
  const drawn = `${formatCount(has.customers)} customers of each arm, of whom ${formatCount(has.buyers)} ordered`;
  if (!foreseen) return `Too little was drawn to say what it does: ${drawn}.`;
  const { orders, margin, says } = foreseen;
  const whose = { group: 'customers like this one', outer: 'those who go by prices alike', everybody: 'all customers' }[
    margin.level
  ];
  const moneyOf = (amount: number): string => formatMoney({ amount: Math.round(amount), currency }, 'en');
  const verdict = {
    brings: 'It pays',
    costs: 'It costs more than it brings',
    unknown: 'It is not known whether it pays',
  }[says];
  const share = `${percentTenths(orders.without)} of ${whose} order within ${windowDays} days without it, ${percentTenths(orders.without + orders.value)} with it`;
  return `${verdict}: ${share}; ${money} of ${moneyOf(margin.low)} to ${moneyOf(margin.high)} more a customer, after the discount.`;
};

const percentTenths = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)} %`;

const results = {
  vip: 'among those who took part most',
  recurring: 'bought again',
  new: 'bought for the first time',
  lost: 'had bought before, was written to, and did not buy',
} as const;

const eventSentence = ({ event, score, result }: NonNullable<Stored['event']>): string =>
  `${event}: ${score} of 100${result ? `; ${results[result]}` : ''}.`;
