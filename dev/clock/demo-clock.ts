import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Clock, type DemoClock, storeTime } from '../../domain/time/clock.ts';
import { type Instant, toInstant, toMillis } from '../../domain/time/instant.ts';

export interface KeptClock {
  readonly clock: DemoClock;
  /** Saves where the store's time stands and ends the regular saving. */
  readonly stop: () => void;
}

export interface ClockOptions {
  /** Where the store's time is kept between two starts. */
  readonly file: string;
  readonly rate: number;
  /** What the clock shows at the very first start. */
  readonly first: Instant;
  /** How long api and worker take to be ready: at the very first start the clock shows `first` then. */
  readonly bootMillis: number;
  readonly now: Clock;
}

/** How often the time is saved, in milliseconds. */
const saveEvery = 1000;

/**
 * Lets the store's time go on from where it stood when the stack was last stopped: it stands still in between.
 * It is saved one period ahead while it runs, so that it never goes back after a crash.
 */
export const startDemoClock = (options: ClockOptions): KeptClock => {
  const { file, rate, first, now } = options;
  const saved = savedInstant(file);
  const clock: DemoClock = saved
    ? { real: toInstant(now.now()), demo: saved, rate }
    : { real: toInstant(now.now() + options.bootMillis), demo: first, rate };
  const save = (ahead: number): void => write(file, toInstant(storeTime(now.now() + ahead, clock)));
  save(saveEvery);
  const saving = setInterval(() => save(saveEvery), saveEvery);
  saving.unref();
  return {
    clock,
    stop: () => {
      clearInterval(saving);
      save(0);
    },
  };
};

/** Where the store's time stands, or undefined when it never ran. */
export const savedInstant = (file: string): Instant | undefined => {
  try {
    const { demo } = JSON.parse(readFileSync(file, 'utf8')) as { demo: Instant };
    return toInstant(toMillis(demo));
  } catch {
    return undefined;
  }
};

const write = (file: string, demo: Instant): void => {
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, JSON.stringify({ demo }));
  renameSync(unfinished, file);
};
