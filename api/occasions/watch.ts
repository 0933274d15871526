import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
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
export const watchOccasions = (deps: WatchDeps): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const done = keepLooking(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepLooking = async (deps: WatchDeps, stopping: AbortSignal): Promise<void> => {
  const pause = Math.min(pauses.most, Math.max(pauses.least, lookEvery / deps.rate));
  for (let more = false; ;) {
    if (!more) await wait(pause, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    more = await tellOccasions(deps).then(
      ({ told, more: left }) => {
        if (told > 0) deps.wake();
        return left;
      },
      (error: unknown) => {
        deps.logger.warn({ code: errorCode(error) }, 'days could not be told of; it is tried again');
        return false;
      },
    );
  }
};
