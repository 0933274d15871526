import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { applyRetention, type RetentionDeps } from './apply.ts';
import { applyInactivity } from './inactive.ts';

export interface RetentionSchedule {
  /** Resolves when the statement in work is over. */
  stop(): Promise<void>;
}

/** After the start, and then between two rounds, in milliseconds. */
const pauses = { first: 60_000, next: 6 * 3_600_000 };

interface ScheduleDeps extends RetentionDeps {
  readonly logger: Logger;
  /** Without it nobody can be erased. */
  readonly nameHash?: NameHash | undefined;
}

/** Applies the retention every few hours; which worker does it, the database's lock decides. */
export const scheduleRetention = (deps: ScheduleDeps): RetentionSchedule => {
  const stopping = new AbortController();
  const done = keepApplying(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepApplying = async (deps: ScheduleDeps, stopping: AbortSignal): Promise<void> => {
  for (let pause = pauses.first; ; pause = pauses.next) {
    await wait(pause, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    try {
      const gone = await applyRetention({ ...deps, stopping });
      if (!gone) continue;
      deps.logger.info({ gone }, 'retention applied');
      if (!deps.nameHash) continue;
      const erased = await applyInactivity({ ...deps, nameHash: deps.nameHash, stopping });
      for (const [store, { prospect, customer }] of Object.entries(erased)) {
        deps.logger.info({ store, count: prospect + customer }, 'customers without contact for long erased');
      }
    } catch (error) {
      deps.logger.warn({ code: errorCode(error) }, 'retention could not be applied; it is tried again later');
    }
  }
};
