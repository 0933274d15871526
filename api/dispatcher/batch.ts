import type { Database } from '../../db/client.ts';
import { type DueRow, markDispatched, markFailed } from '../../db/road/outbox.ts';
import { takeDue } from '../../db/road/take-due.ts';
import { storeTime } from '../../domain/time/clock.ts';
import { deliverRow, type DeliverDeps } from './deliver.ts';
import { classify, describeFailure } from './failure.ts';

export interface BatchDeps extends DeliverDeps {
  readonly db: Database;
}

export interface BatchOutcome {
  readonly taken: number;
  readonly dispatched: number;
  /** Why Temporal takes nothing at present. */
  readonly away?: string;
}

/** Calls to Temporal that one batch has open at a time. */
const concurrency = 8;
const batchSize = 64;
/**
 * New calls are begun for so long; what is left of the batch is given back. So who comes while Temporal is slow
 * waits for the calls under way, and not for a whole batch of others.
 */
const batchMillis = 300;
/** A row that fails by itself is given up after this many tries, about an hour. */
const maxAttempts = 12;

/**
 * Tells Temporal what is due, once over. The rows stay locked meanwhile, so that several dispatchers share
 * the work and a crash gives it back at once; rows are told again if the process dies before the commit.
 */
export const dispatchBatch = async (deps: BatchDeps): Promise<BatchOutcome> =>
  deps.db.transaction(async (queries) => {
    const now = () => new Date(storeTime(deps.realNow(), deps.demoClock));
    const rows = await takeDue(queries, now(), batchSize);
    const results = await deliverAll(deps, rows);
    await markDispatched(
      queries,
      results.filter((result) => !result.error).map((result) => result.row.id),
      now(),
    );
    let away: string | undefined;
    for (const { row, error } of results) {
      if (!error) continue;
      const failure = classify(error.thrown);
      const lastError = describeFailure(error.thrown);
      if (failure === 'away') {
        away ??= lastError;
        continue;
      }
      const attempts = row.attempts + 1;
      const isDead = failure === 'hopeless' || attempts >= maxAttempts;
      const retryAt = deps.realNow() + Math.min(1000 * 2 ** attempts, 600_000);
      await markFailed(queries, row.id, {
        attempts,
        lastError,
        notBefore: new Date(storeTime(retryAt, deps.demoClock)),
        deadAt: isDead ? now() : null,
      });
    }
    const dispatched = results.filter((result) => !result.error).length;
    return { taken: rows.length, dispatched, ...(away === undefined ? {} : { away }) };
  });

interface Result {
  readonly row: DueRow;
  readonly error?: { readonly thrown: unknown };
}

const deliverAll = async (deps: BatchDeps, rows: readonly DueRow[]): Promise<readonly Result[]> => {
  const waiting = [...rows];
  const results: Result[] = [];
  const end = performance.now() + batchMillis;
  let isAway = false;
  const goesOn = () => !isAway && performance.now() < end;
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row && goesOn(); row = waiting.shift()) {
      try {
        await deliverRow(deps, row);
        results.push({ row });
      } catch (thrown) {
        isAway ||= classify(thrown) === 'away';
        results.push({ row, error: { thrown } });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
};
