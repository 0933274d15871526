import type { Duration } from '../time/duration.ts';

/** How old what is kept of a store may be before it counts as stale (R115). For its stock the policy `products` says so. */
export interface FreshnessPolicy {
  readonly scores: Duration;
  readonly statistics: Duration;
  /** What is older is not used: what is known of orders decides in its place. */
  readonly segments: Duration;
  readonly sales: Duration;
  readonly catalogue: Duration;
}

/** What the night renews may miss one night and half a day; feeds of catalogues come nightly or weekly. */
export const defaultFreshness: FreshnessPolicy = {
  scores: '36 hours',
  statistics: '15 minutes',
  segments: '36 hours',
  sales: '24 hours',
  catalogue: '8 days',
};
