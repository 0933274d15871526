import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import type { NameHash } from '../../db/personal-data/name-hash.ts';
import { applyRetention, type RetentionDeps } from './apply.ts';
import { applyInactivity } from './inactive.ts';

/** After the start, and then between two rounds, in milliseconds. */
const pauses = { first: 60_000, next: 6 * 3_600_000 };

interface ScheduleDeps extends RetentionDeps {
  readonly logger: Logger;
  /** Without it nobody can be erased. */
  readonly nameHash?: NameHash | undefined;
}

/** Applies the retention every few hours; which worker does it, the database's lock decides. */
export const scheduleRetention = (deps: ScheduleDeps): Loop =>
  startLoop({
    first: pauses.first,
    turn: async (stopping) => {
      await applyAll({ ...deps, stopping });
      return pauses.next;
    },
    logger: deps.logger,
    failed: 'retention could not be applied; it is tried again later',
    again: () => pauses.next,
  });

const applyAll = async (deps: ScheduleDeps & { readonly stopping: AbortSignal }): Promise<void> => {
  const { logger, nameHash } = deps;
  const gone = await applyRetention(deps);
  if (!gone) return;
  logger.info({ gone }, 'retention applied');
  if (!nameHash) return;
  const erased = await applyInactivity({ ...deps, nameHash });
  for (const [store, { prospect, customer }] of Object.entries(erased)) {
    logger.info({ store, count: prospect + customer }, 'customers without contact for long erased');
  }
};
