import type { DemoClock } from '../../domain/time/clock.ts';

/** What the demo store must know of the running stack. */
export interface DemoStack {
  /** The api's address, without a slash at its end. */
  readonly api: string;
  /** The demo store's API key. */
  readonly demoKey: string;
  /** PostgreSQL; only read, to see whether work has drained and to tell what happens. */
  readonly database: string;
  readonly clock: DemoClock;
}
