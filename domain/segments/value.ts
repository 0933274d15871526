import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';
import type { AnySegment } from './names.ts';

export type { AnySegment, Segment } from './names.ts';

/** What a customer ordered, cancelled orders left out; money in minor units of the store's currency. */
export interface OrderHistory {
  readonly count: number;
  readonly total: number;
  readonly lastAt?: Millis;
}

/** How much a customer is worth and the segments that they are in. */
export interface CustomerValue {
  readonly value: 'high' | 'standard' | 'low';
  readonly segments: readonly AnySegment[];
}

/** Where the rules below draw their lines; a store's own figures. */
export interface ValuePolicy {
  /** From this total on a customer is a VIP, in minor units of the store's currency. */
  readonly vipTotal: number;
  /** Without an order for this long a buyer is dormant. */
  readonly dormantAfter: Duration;
}

/** The value of a customer by their orders alone, where nothing is stored of them. */
export const valueFromOrders = (history: OrderHistory, policy: ValuePolicy, now: Millis): CustomerValue => {
  const { count, total, lastAt } = history;
  if (count === 0 || lastAt === undefined) return { value: 'low', segments: ['prospect'] };
  const isDormant = now - lastAt >= durationMillis(policy.dormantAfter);
  const buyer = total >= policy.vipTotal ? 'vip' : count > 1 ? 'recurring' : 'first-time';
  return {
    value: buyer === 'vip' ? 'high' : isDormant ? 'low' : 'standard',
    segments: isDormant ? [buyer, 'dormant'] : [buyer],
  };
};
