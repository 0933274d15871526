import type { Channel, Goal, Purpose, Rank, Reentry } from '../../../domain/journey.ts';
import type { ProposalsFrom } from '../../../domain/template-needs.ts';
import type { Duration } from '../../../domain/time/duration.ts';
import type { KnownEvent } from '../../../cli/journeys/known-events.ts';

/** What ends it: an event of the customer, or only one about the same `field`. */
export interface End {
  readonly event: KnownEvent;
  readonly field?: string;
}

/** One message. */
export interface Step {
  /** `second-cup`: the last part of its template's name. */
  readonly name: string;
  /** From the trigger on. */
  readonly after: Duration;
  readonly channels: readonly [Channel, ...Channel[]];
  readonly offer?: string;
  readonly shows?: ProposalsFrom;
  /** What it says in a line; without one a line that fits any shop. */
  readonly titles: { readonly fr?: string | undefined; readonly en?: string | undefined };
}

/** Everything that a new journey is made from; each field has been checked. */
export interface Answers {
  readonly name: string;
  /** A sentence that a marketer can read. */
  readonly does: string;
  readonly starts: readonly KnownEvent[];
  readonly who?: 'none' | 'first';
  readonly subject?: string;
  readonly reentry: Reentry;
  readonly ends: readonly End[];
  readonly purpose: Purpose;
  readonly rank: Rank;
  readonly expires: Duration;
  readonly goal: Goal;
  readonly owner: string;
  /** A civil day. */
  readonly reviewBy: string;
  readonly steps: readonly Step[];
}
