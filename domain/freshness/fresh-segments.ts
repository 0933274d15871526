import type { StoredMembership } from '../segments/stored.ts';
import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';

/** When a store's segments were last judged as a whole, and how old that may be. */
export interface SegmentsAge {
  /** Undefined: never as a whole; then a customer's own judgement counts. */
  readonly renewedAt: Millis | undefined;
  readonly limit: Duration;
}

/** Whether the whole store was judged too long ago; one that never was has nothing that could be stale. */
export const areSegmentsStale = ({ renewedAt, limit }: SegmentsAge, now: Millis): boolean =>
  renewedAt !== undefined && now - renewedAt > durationMillis(limit);

/**
 * What is stored of a customer, while it is not older than the store's policy allows (R115). What is stale is not used: what is
 * known of the customer's orders decides in its place, and says that it does (`by: 'rules'`).
 */
export const freshMembership = (
  stored: StoredMembership | undefined,
  { renewedAt, limit }: SegmentsAge,
  now: Millis,
): StoredMembership | undefined => {
  if (!stored) return undefined;
  const age = { renewedAt: renewedAt ?? stored.evaluatedAt, limit };
  return areSegmentsStale(age, now) ? undefined : stored;
};
