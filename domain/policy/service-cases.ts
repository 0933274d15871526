import type { Rank } from '../journey.ts';
import type { Duration } from '../time/duration.ts';

/** What waits while a customer has a question open at customer service, and until the end of the day of its last (R88). */
export interface ServiceCasesPolicy {
  /** Marketing of these ranks waits. */
  readonly pauses: readonly Rank[];
  /** A case that nobody closed counts for this long. */
  readonly atMost: Duration;
}

export const defaultServiceCases: ServiceCasesPolicy = {
  pauses: ['post-purchase', 'welcome', 'replenishment', 'loyalty', 'win-back', 'newsletter'],
  atMost: '14 days',
};
