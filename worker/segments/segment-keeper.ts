import type { Logger } from 'pino';
import { isRunDue } from '../../activities/segment-base/is-run-due.ts';
import { judgeChanged, judgeTimely } from '../../activities/segment-base/judge-due.ts';
import { judgeStore, JudgingElsewhereError } from '../../activities/segment-base/judge-store.ts';
import { type Loop, startLoop } from '../../background/loop.ts';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { Clock } from '../../domain/time/clock.ts';

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
export const startSegmentKeeper = (deps: SegmentKeeperDeps): Loop => {
  const loops = [keepUp(deps), keepStores(deps)];
  return { stop: async () => void (await Promise.all(loops.map(async (loop) => loop.stop()))) };
};

const keepUp = (deps: SegmentKeeperDeps): Loop =>
  startLoop({
    turn: async () => {
      const changed = await judgeChanged(deps, batch);
      const timely = await judgeTimely(deps, batch);
      return changed >= batch || timely >= batch ? 0 : pollMillis;
    },
    logger: deps.logger,
    failed: 'customers could not be judged for their segments; they will be',
    again: (failures) => Math.min(10_000, pollMillis * 2 ** failures),
  });

const keepStores = (deps: SegmentKeeperDeps): Loop =>
  startLoop({
    first: lookMillis,
    turn: async (stopping) => {
      for (const { id } of await listStores(deps.db)) {
        if (stopping.aborted) break;
        await keepStore(deps, id, stopping).catch((error: unknown) => {
          // Another process is at it.
          if (error instanceof JudgingElsewhereError) return;
          deps.logger.warn(
            { store: id, code: errorCode(error) },
            'a store could not be judged for its segments; it will be',
          );
        });
      }
      return lookMillis;
    },
    logger: deps.logger,
    failed: 'stores could not be looked at for their segments; they will be',
    again: () => lookMillis,
  });

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
