import type { Channel, Purpose, Rank } from '../../journey.ts';
import type { Millis } from '../../time/instant.ts';
import type { Wait } from '../../time/season.ts';

/** What is asked for, and when. */
export interface StepFacts {
  /** The instant of the decision. */
  readonly now: Millis;
  /** How early a timer may fire and still count as on time. */
  readonly tolerance: Millis;
  readonly step: {
    readonly journey: string;
    /** `cart/reminder#1`. */
    readonly name: string;
    readonly purpose: Purpose;
    readonly rank: Rank;
    readonly channel: Channel;
    /** Something may be sent in its place when all that it would offer is out of stock. */
    readonly fallback?: true;
    /** The channel that is asked next when this one does not do. */
    readonly next?: Channel;
    readonly dueAt: Millis;
    readonly expiresAt: Millis;
    /** Present while the run has sent nothing: a touch restarts this wait. */
    readonly idle?: Wait;
  };
}
