import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { scoreStale } from '../../activities/score-base/score-stale.ts';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import type { Clock } from '../../domain/time/clock.ts';

export interface StaleScorer {
  /** Resolves when the batch in work is over. */
  stop(): Promise<void>;
}

interface StaleScorerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Between two looks, where the one before found nothing. */
const pollMillis = 400;
const batch = 200;

/**
 * Scores customers again as their orders change, in the order in which they did: what stands in the index of those that
 * are due costs one short statement to look at. Safe in several processes at once.
 */
export const startStaleScorer = (deps: StaleScorerDeps): StaleScorer => {
  const stopping = new AbortController();
  const done = keepScoring(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepScoring = async (deps: StaleScorerDeps, stopping: AbortSignal): Promise<void> => {
  let failures = 0;
  while (!stopping.aborted) {
    let found = 0;
    try {
      found = await scoreStale(deps, batch);
      failures = 0;
    } catch (error) {
      failures += 1;
      deps.logger.warn({ code: errorCode(error) }, 'customers could not be scored after their orders; they will be');
    }
    const pause = failures > 0 ? Math.min(10_000, pollMillis * 2 ** failures) : pollMillis;
    if (found < batch) await wait(pause, undefined, { signal: stopping }).catch(() => {});
  }
};
