import type { Millis } from '../../time/instant.ts';

/** What became of messages in the last 24 hours. */
export interface SentCounts {
  readonly accepted: number;
  readonly bounced: number;
  readonly complained: number;
  readonly unsubscribed: number;
}

/** The day of a sending domain's warm-up that a message would fall on. */
export interface RampFacts {
  /** Which day of sending it is, from 1. */
  readonly day: number;
  /** Null: the warm-up is over. */
  readonly allowance: number | null;
  readonly taken: number;
  /** Of the store: its midnight ends the day. */
  readonly timezone: string;
}

/** How what was sent lately on the step's channel was received. */
export interface DeliverabilityFacts {
  /** Absent where the sending domain is not being warmed up. */
  readonly ramp?: RampFacts;
  /** Absent where nothing depends on it: transactional messages. */
  readonly received?: {
    readonly store: SentCounts;
    readonly journey: SentCounts;
    /** Accepted since midnight (UTC), and on an average day of the four weeks before. */
    readonly volume: { readonly today: number; readonly averageDay: number };
    /** How many a day somebody has approved, until now; absent where nobody has. */
    readonly approvedDaily?: number;
    /** Until when somebody has let messages go in spite of the rates; absent where nobody has. */
    readonly released: { readonly store?: Millis; readonly journey?: Millis };
  };
}
