import type { Millis } from '../../time/instant.ts';

/** What became of messages in the last 24 hours. */
export interface SentCounts {
  readonly accepted: number;
  readonly bounced: number;
  readonly complained: number;
  readonly unsubscribed: number;
}

/** How what was sent lately on the step's channel was received. */
export interface DeliverabilityFacts {
  /** Absent where nothing depends on it: transactional messages. */
  readonly received?: {
    readonly store: SentCounts;
    readonly journey: SentCounts;
    /** Until when somebody has let messages go in spite of the rates; absent where nobody has. */
    readonly released: { readonly store?: Millis; readonly journey?: Millis };
  };
}
