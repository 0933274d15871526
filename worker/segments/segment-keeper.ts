import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isRunDue } from '../../activities/segment-base/is-run-due.ts';
import { judgeChanged, judgeTimely } from '../../activities/segment-base/judge-due.ts';
import { judgeStore, JudgingElsewhereError } from '../../activities/segment-base/judge-store.ts';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';

export interface SegmentKeeper {
  /** Resolves when the batches in work are over. */
  stop(): Promise<void>;
}

interface SegmentKeeperDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
}

/** Between two looks, where the one before found nothing. */
const pollMillis = 400;
const batch = 300;
/** Between two looks whether a whole store is due, and how many customers at a time are judged of it. */
const lookMillis = 5_000;
const page = 500;

/**
 * Keeps segments true: judges customers as something of them changes or time takes them out of one, and whole stores as a
 * day of theirs begins, as they were scored, and as their policy changed. Safe in several processes at once.
 */
export const startSegmentKeeper = (deps: SegmentKeeperDeps): SegmentKeeper => {
  const stopping = new AbortController();
  const done = Promise.all([keepUp(deps, stopping.signal), keepStores(deps, stopping.signal)]);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
};

const keepUp = async (deps: SegmentKeeperDeps, stopping: AbortSignal): Promise<void> => {
  let failures = 0;
  while (!stopping.aborted) {
    let isBehind = false;
    try {
      const changed = await judgeChanged(deps, batch);
      const timely = await judgeTimely(deps, batch);
      isBehind = changed >= batch || timely >= batch;
      failures = 0;
    } catch (error) {
      failures += 1;
      deps.logger.warn({ code: errorCode(error) }, 'customers could not be judged for their segments; they will be');
    }
    const pause = failures > 0 ? Math.min(10_000, pollMillis * 2 ** failures) : pollMillis;
    if (!isBehind) await wait(pause, undefined, { signal: stopping }).catch(() => {});
  }
};

const keepStores = async (deps: SegmentKeeperDeps, stopping: AbortSignal): Promise<void> => {
  while (!stopping.aborted) {
    await wait(lookMillis, undefined, { signal: stopping }).catch(() => {});
    for (const { id } of await listStores(deps.db).catch(() => [])) {
      if (stopping.aborted) return;
      await keepStore(deps, id, stopping).catch((error: unknown) => {
        // Another process is at it.
        if (error instanceof JudgingElsewhereError) return;
        deps.logger.warn(
          { store: id, code: errorCode(error) },
          'a store could not be judged for its segments; it will be',
        );
      });
    }
  }
};

const keepStore = async (
  deps: SegmentKeeperDeps,
  id: Parameters<typeof readStore>[1],
  stopping: AbortSignal,
): Promise<void> => {
  const store = await readStore(deps.db, id);
  if (!store || !(await isRunDue(deps.db, store, deps.clock.now()))) return;
  const { done, run, evaluated, changed } = await judgeStore(
    { ...deps, page, stopping: () => stopping.aborted },
    store,
  );
  if (done) deps.logger.info({ store: id, run, evaluated, changed }, 'segments of a store were judged');
};
