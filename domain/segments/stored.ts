import type { Millis } from '../time/instant.ts';
import type { AnySegment } from './names.ts';
import { type CustomerValue, type OrderHistory, valueFromOrders, type ValuePolicy } from './value.ts';

/** What is stored of a customer. */
export interface StoredMembership extends CustomerValue {
  /** As of when they were judged last, by a change or with a different answer. */
  readonly evaluatedAt: Millis;
  /** False: an order changed since, and they are judged with the next batch. */
  readonly isCurrent: boolean;
}

/** The value of a customer, and whether it was stored or follows from rules about their orders alone. */
export interface KnownValue extends CustomerValue {
  readonly by: 'stored' | 'rules';
}

/** What an order puts an end to, at once. */
const endedByOrder: readonly AnySegment[] = [
  'prospect',
  'visitor',
  'inactive-subscriber',
  'first-time',
  'first-time-fading',
  'recurring',
  'dormant',
  'at-risk',
  'high-intent',
];

/**
 * What a customer is to the shop: what is stored, where something is. Of an order that is not judged yet the rules say what
 * it makes of them; a stored VIP stays one.
 */
export const knownValue = (
  history: OrderHistory,
  stored: StoredMembership | undefined,
  policy: ValuePolicy,
  now: Millis,
): KnownValue => {
  const byRules = valueFromOrders(history, policy, now);
  if (!stored) return { ...byRules, by: 'rules' };
  const { value, segments, isCurrent } = stored;
  if (isCurrent) return { value, segments, by: 'stored' };
  const kept = segments.filter((name) => !endedByOrder.includes(name));
  if (kept.includes('vip')) return { value: 'high', segments: kept, by: 'stored' };
  return { value: byRules.value, segments: [...byRules.segments, ...kept], by: 'stored' };
};
