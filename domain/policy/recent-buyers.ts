import type { Rank } from '../journey.ts';
import type { AnySegment } from '../segments/names.ts';
import { type Duration, durationMillis } from '../time/duration.ts';

/** For how long after an order a customer is left alone (R32, R186). */
export interface RecentBuyersPolicy {
  readonly pause: Duration;
  /** Of these segments another time; of several the longest. */
  readonly bySegment: Readonly<Partial<Record<AnySegment, Duration>>>;
  /** Messages of these ranks go out all the same. */
  readonly except: readonly Rank[];
}

export const defaultRecentBuyers: RecentBuyersPolicy = {
  pause: '3 days',
  bySegment: {},
  except: ['transactional', 'service', 'post-purchase', 'replenishment'],
};

/** How long after an order a customer of these segments is left alone. */
export const pauseAfterOrder = (
  segments: readonly AnySegment[],
  { pause, bySegment }: RecentBuyersPolicy,
): Duration => {
  const own = segments.flatMap((segment) => bySegment[segment] ?? []);
  return own.toSorted((a, b) => durationMillis(b) - durationMillis(a))[0] ?? pause;
};
