import { type Instant, type Millis, toMillis } from './instant.ts';

/** Where the time comes from. Passed in at every edge; rules receive the instant itself. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): Millis;
}

/**
 * Compressed time: at the real instant `real` it is `demo`, and from there demo time runs `rate` times
 * faster. A rate of 1440 makes a day last one minute. It travels in a run's input and in each answer of
 * the gate, so that timers, gate and pages agree.
 */
export interface DemoClock {
  readonly real: Instant;
  readonly demo: Instant;
  readonly rate: number;
}

/** The demo instant at the real instant `realNow`; `realNow` itself without a demo clock. */
export const storeTime = (realNow: Millis, demo?: DemoClock): Millis =>
  demo ? toMillis(demo.demo) + (realNow - toMillis(demo.real)) * demo.rate : realNow;

/** The real instant at which the store's clock shows `storeNow`. */
export const realTime = (storeNow: Millis, demo?: DemoClock): Millis =>
  demo ? toMillis(demo.real) + (storeNow - toMillis(demo.demo)) / demo.rate : storeNow;

/** A clock over the machine's own, compressed when `demo` is given. */
export const systemClock = (demo?: DemoClock): Clock => ({ now: () => storeTime(Date.now(), demo) });
