import { and, type AnyColumn, count, eq, gt, isNull, lt, notExists, or, type SQL } from 'drizzle-orm';
import type { Queries } from '../../db/client.ts';
import { messages, outbox, runs } from '../../db/schema/index.ts';
import { type DemoClock, storeTime } from '../../domain/time/clock.ts';

/** Work that is due and not done. */
export interface Backlog {
  /** Starts, signals and exits that Temporal was not told of. */
  readonly untold: number;
  /** Runs whose first wait is over without a decision. */
  readonly undecided: number;
  /** Messages planned or claimed whose time has come. */
  readonly unsent: number;
  readonly total: number;
}

/**
 * Work is expected to take a moment: it counts as late after `grace`. What is late for longer than `stuck`
 * will not come by waiting (a worker is gone, a run was terminated): the store goes on without it.
 * Both in real milliseconds.
 */
const grace = 1_500;
const stuck = 60_000;

/** Reads the backlog at this moment of the demo `clock`. */
export const readBacklog = async (db: Queries, clock: DemoClock): Promise<Backlog> => {
  const late = new Date(storeTime(Date.now() - grace, clock));
  const hopeless = new Date(storeTime(Date.now() - stuck, clock));
  const between = (column: AnyColumn) => and(gt(column, hopeless), lt(column, late))!;
  const [untold, undecided, unsent] = await Promise.all([
    countOf(db, outbox, and(isNull(outbox.dispatchedAt), isNull(outbox.deadAt), between(outbox.notBefore))!),
    countOf(
      db,
      runs,
      and(
        eq(runs.state, 'open'),
        isNull(runs.exitEvent),
        between(runs.dueAt),
        notExists(db.select({ id: messages.id }).from(messages).where(eq(messages.runId, runs.id))),
      )!,
    ),
    countOf(
      db,
      messages,
      or(
        and(eq(messages.state, 'planned'), between(messages.notBefore)),
        and(eq(messages.state, 'claimed'), between(messages.decidedAt)),
      )!,
    ),
  ]);
  return { untold, undecided, unsent, total: untold + undecided + unsent };
};

const countOf = async (db: Queries, table: typeof outbox | typeof runs | typeof messages, where: SQL) =>
  (await db.select({ count: count() }).from(table).where(where))[0]!.count;
