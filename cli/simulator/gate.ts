import type { DeliverInput, DeliverResult } from '../../domain/delivery.ts';
import type { Plan } from '../../domain/run.ts';
import type { Duration } from '../../domain/time/duration.ts';
import type { Instant, Millis } from '../../domain/time/instant.ts';

type WithOptionalPlan<Result> = Result extends { plan: Plan } ? Omit<Result, 'plan'> & { plan?: Plan } : never;

/** What the simulated gate does with one attempt; the run's own plan is answered unless another is given. */
export type GateAnswer =
  | (WithOptionalPlan<DeliverResult> & {
      /** How long the attempt is in progress; an exit in between must wait for it. */
      readonly takes?: Duration;
    })
  /** A thrown `later`, or a provider that is down: Temporal tries the same activity again at `until`. */
  | { readonly outcome: 'retry'; readonly until: Instant }
  /** An error that is not retried, of this type. */
  | { readonly outcome: 'error'; readonly type: string };

/** Plays the gate in a simulation: `now` is the store's time of the attempt. */
export type FakeGate = (input: DeliverInput, now: Millis) => GateAnswer;

/** A gate that accepts everything at once. */
export const accepting: FakeGate = () => ({ outcome: 'accepted', messageId: 'simulated' });
