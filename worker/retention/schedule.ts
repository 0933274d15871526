import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
import { applyRetention, type RetentionDeps } from './apply.ts';

export interface RetentionSchedule {
  /** Resolves when the statement in work is over. */
  stop(): Promise<void>;
}

/** After the start, and then between two rounds, in milliseconds. */
const pauses = { first: 60_000, next: 6 * 3_600_000 };

/** Applies the retention every few hours; which worker does it, the database's lock decides. */
export const scheduleRetention = (deps: RetentionDeps & { readonly logger: Logger }): RetentionSchedule => {
  const stopping = new AbortController();
  const done = keepApplying(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepApplying = async (
  deps: RetentionDeps & { readonly logger: Logger },
  stopping: AbortSignal,
): Promise<void> => {
  for (let pause = pauses.first; ; pause = pauses.next) {
    await wait(pause, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    try {
      const gone = await applyRetention({ ...deps, stopping });
      if (gone) deps.logger.info({ gone }, 'retention applied');
    } catch (error) {
      deps.logger.warn({ code: errorCode(error) }, 'retention could not be applied; it is tried again later');
    }
  }
};
