import { and, isNull, sql } from 'drizzle-orm';
import { inputOf } from '../../../api/dispatcher/deliver.ts';
import { built } from '../../../db/built.ts';
import type { Database } from '../../../db/client.ts';
import { type OutboxRow, readDue } from '../../../db/road/outbox.ts';
import { workflowIdOf } from '../../../db/road/runs.ts';
import { outbox } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { RunInput } from '../../../domain/run.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** One thing that a run is to be told, as intake wrote it down for the dispatcher. */
export interface Told {
  readonly id: number;
  readonly at: Millis;
  readonly workflowId: string;
  readonly customer: CustomerId;
  readonly signal: OutboxRow['signal'];
  readonly input: RunInput;
  readonly dueAt: Millis;
  /** The run has nothing more to hear. */
  readonly isClosed: boolean;
}

/** Takes what intake has written down since the last time: in a backtest every message arrives at once. */
export const takeTold = async (db: Database): Promise<readonly Told[]> => {
  const taken = await taking(db, {});
  const ids = taken.map(({ id }) => id).toSorted((a, b) => a - b);
  const instants = new Map(taken.map(({ id, at }) => [id, at.getTime()]));
  const now = new Date(Math.max(0, ...instants.values()));
  return (await readDue(db, ids, now)).map((row) => ({
    id: row.id,
    at: instants.get(row.id)!,
    workflowId: workflowIdOf(row.run),
    customer: row.run.customerId,
    signal: row.signal,
    input: inputOf({}, row),
    dueAt: row.run.dueAt.getTime(),
    isClosed: row.run.state === 'closed',
  }));
};

const taking = built((db) =>
  db
    .update(outbox)
    .set({ dispatchedAt: sql`${outbox.notBefore}` })
    .where(and(isNull(outbox.dispatchedAt), isNull(outbox.deadAt)))
    .returning({ id: outbox.id, at: outbox.notBefore }),
);
