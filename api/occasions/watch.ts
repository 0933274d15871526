import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import { type OccasionDeps, tellOccasions } from './tell.ts';

interface WatchDeps extends OccasionDeps {
  /** The store's seconds in a real one. */
  readonly rate: number;
  /** Called when Temporal has something to be told. */
  readonly wake: () => void;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Between two looks, in milliseconds of the store's time; days come a week ahead. */
const lookEvery = 15 * 60_000;
/** The least and the most real time between two looks. */
const pauses = { least: 1_000, most: 60_000 };

/** Looks for the days that come as long as it is not stopped; several processes may, each customer's lock decides. */
export const watchOccasions = (deps: WatchDeps): Loop => {
  const pause = Math.min(pauses.most, Math.max(pauses.least, lookEvery / deps.rate));
  return startLoop({
    first: pause,
    turn: async () => {
      const { told, more } = await tellOccasions(deps);
      if (told > 0) deps.wake();
      return more ? 0 : pause;
    },
    logger: deps.logger,
    failed: 'days could not be told of; it is tried again',
    again: () => pause,
  });
};
