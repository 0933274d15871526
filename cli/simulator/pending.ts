import type { DeliverInput } from '../../domain/delivery.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Job } from './sandbox.ts';

/** An activity that the simulated server holds: being attempted until `at`, or waiting for its next attempt at `at`. */
export interface PendingSend {
  readonly seq: number;
  readonly input: DeliverInput;
  readonly deadline: Millis;
  readonly at: Millis;
  /** What completes it at `at`; without it the next attempt begins then. */
  readonly completion?: Job;
}

export interface PendingTimer {
  readonly seq: number;
  readonly at: Millis;
  readonly summary: string;
}
