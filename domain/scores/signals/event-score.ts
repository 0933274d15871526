import { type BetaPrior, shrunkShare } from './shrink.ts';

/** An event that is over: a campaign of the shop's. Instants in milliseconds; it goes up to `until`. */
export interface PastEvent {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** What a customer did in it. */
export interface EventDeeds {
  /** Orders that count, and their lines. */
  readonly orders: number;
  readonly lines: number;
  readonly looks: number;
  readonly carts: number;
  /** Marketing messages that they got, and those that were followed by a click, a visit or an order. */
  readonly messages: number;
  readonly reactions: number;
  /** Orders before it. */
  readonly before: number;
}

/**
 * What the event made of a customer, by the second and third day after it: `vip`, who took part most; `recurring`, who had
 * bought before, and did again; `new`, whose first order it was; `lost`, a buyer of before whom its messages did not bring
 * back; null: none of these.
 */
export type EventResult = (typeof eventResults)[number] | null;

export const eventResults = ['vip', 'recurring', 'new', 'lost'] as const;

export interface EventScore {
  readonly event: string;
  /** From 0 to 100; and what each part comes to, from 0 to 1. */
  readonly score: number;
  readonly purchases: number;
  readonly browsing: number;
  readonly reactivity: number;
  readonly result: EventResult;
}

/** Of the score: an order says more than all else together. */
const weights = { purchases: 0.5, browsing: 0.25, reactivity: 0.25 } as const;
/** From here on, with an order, somebody took part as the best customers do. */
const vipFrom = 65;

/** Each further one says half as much as the one before; `half` of them are half of all. */
const saturated = (count: number, half: number): number => 1 - 2 ** (-Math.max(0, count || 0) / half);

/**
 * How much somebody took part in an event (R239, R164), by what they bought, looked at and reacted to: a weighed sum of parts
 * that saturate. One order with four lines, or two with none known, are half to three quarters of the first part; looks and
 * carts weigh as in the intent score; reactions are the beta-binomial share of messages that they followed, against what is
 * usual on the channel, half of the part where it is as usual. Nobody who got no message loses by it: they count as usual.
 */
export const eventScore = (event: string, usual: BetaPrior, deeds: EventDeeds): EventScore => {
  const purchases = saturated(deeds.orders + deeds.lines / 4, 1);
  const browsing = saturated(deeds.looks + 5 * Math.max(0, deeds.carts || 0), 8);
  const rate = shrunkShare(usual, deeds.reactions, deeds.messages);
  const reactivity = rate / (rate + shrunkShare(usual, 0, 0));
  const score = Math.round(
    100 * (weights.purchases * purchases + weights.browsing * browsing + weights.reactivity * reactivity),
  );
  return { event, score, purchases, browsing, reactivity, result: resultOf(score, deeds) };
};

const resultOf = (score: number, { orders, messages, before }: EventDeeds): EventResult => {
  if (orders > 0) return score >= vipFrom && before > 0 ? 'vip' : before > 0 ? 'recurring' : 'new';
  return before > 0 && messages > 0 ? 'lost' : null;
};
