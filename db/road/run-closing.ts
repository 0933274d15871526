import { randomUUID } from 'node:crypto';
import { and, asc, eq, exists, inArray, isNull, sql } from 'drizzle-orm';
import { idempotencyKey } from '../../domain/delivery.ts';
import type { RunId } from '../../domain/ids.ts';
import { type MessageState, sentStates } from '../../domain/message-state.ts';
import type { WithheldReason } from '../../domain/reasons.ts';
import { exitReason } from '../../domain/rules/wanted/exit-reason.ts';
import type { RunResult, StepOutcome } from '../../domain/run.ts';
import type { TemplateId } from '../../domain/templates.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { built, given, givenAll, givenOf } from '../built.ts';
import type { Database, Queries } from '../client.ts';
import { lockCustomer, type MessageRow } from '../ledger/ledger.ts';
import { workflowIdOf } from './runs.ts';
import { messages, outbox, runs } from '../schema/index.ts';
import { keepOut } from '../sole-session.ts';

/** How a run ended: as its workflow says, or as Temporal says of one that could say nothing. */
export interface RunEnd {
  readonly run: RunId;
  readonly outcome: RunResult['outcome'] | 'terminated';
  readonly reason?: string;
  readonly steps: readonly StepOutcome[];
}

type RunRow = typeof runs.$inferSelect;

/**
 * Closes a run's row, once, and gives every step that it left open its one outcome. What it sent and
 * withheld is counted in the ledger. Returns false when the row was closed already.
 */
export const closeRun = async (db: Database, end: RunEnd, now: Millis): Promise<boolean> =>
  db.transaction(async (transaction) => {
    // The same order of locks as the gate and the intake: the customer first.
    await keepOut(transaction, async (queries) => {
      const [before] = await customerOf(queries, { run: end.run });
      if (before) await lockCustomer(queries, before.customer);
    });
    const [[run], left] = await Promise.all([
      runLock(transaction, { run: end.run }),
      stepsLeft(transaction, { run: end.run }),
    ]);
    if (run?.state !== 'open') return false;
    await settleSteps(transaction, { run, left, steps: end.steps }, now);
    await runEnd(transaction, {
      run: run.id,
      outcome: end.outcome,
      reason: end.reason ?? null,
      closedAt: new Date(now),
    });
    return true;
  });

const customerOf = built((queries) =>
  queries
    .select({ customer: runs.customerId })
    .from(runs)
    .where(eq(runs.id, given('run'))),
);

const runLock = built((queries) =>
  queries
    .select()
    .from(runs)
    .where(eq(runs.id, given('run')))
    .for('update'),
);

const runEnd = built((queries) =>
  queries
    .update(runs)
    .set({
      state: 'closed',
      outcome: givenOf(runs.outcome, 'outcome'),
      reason: givenOf(runs.reason, 'reason'),
      closedAt: givenOf(runs.closedAt, 'closedAt'),
      sent: countOf(sentStates),
      withheld: countOf(['withheld']),
    })
    .where(eq(runs.id, given('run'))),
);

/** Counts anew what a closed run sent and withheld, after the fate of one of its messages became known. */
export const recountRun = async (queries: Queries, run: RunId): Promise<void> => {
  await queries
    .update(runs)
    .set({ sent: countOf(sentStates), withheld: countOf(['withheld']) })
    .where(and(eq(runs.id, run), eq(runs.state, 'closed')));
};

/** How many messages of a run are in one of `states`, for an update of it. */
export const countOf = (states: readonly MessageState[]) =>
  sql`(select count(*) from ${messages} where ${messages.runId} = ${runs.id} and ${inArray(messages.state, [...states])})`;

const stepsLeft = built((queries) =>
  queries
    .select()
    .from(messages)
    .where(and(eq(messages.runId, given('run')), inArray(messages.state, ['planned', 'claimed']))),
);

/** A run that is over, the steps that it left open, and what it said of its steps. */
interface LeftSteps {
  readonly run: RunRow;
  readonly left: readonly MessageRow[];
  readonly steps: readonly StepOutcome[];
}

const settleSteps = async (transaction: Queries, { run, left, steps }: LeftSteps, now: Millis): Promise<void> => {
  const ended = { decidedAt: new Date(now), notBefore: null };
  for (const row of left) {
    const said = steps.find((step) => step.step === row.step && step.channel === row.channel);
    const outcome =
      row.state === 'claimed'
        ? ({ state: 'unknown', reason: null, lastError: 'the run ended while it was being sent' } as const)
        : plannedEnd(row.attempts, said, run);
    await transaction
      .update(messages)
      .set({ ...outcome, ...ended })
      .where(and(eq(messages.id, row.id), eq(messages.state, row.state)));
  }
  for (const step of steps) {
    if (step.outcome !== 'withheld' && step.outcome !== 'failed') continue;
    // The run ended before the gate was asked for the first time.
    await unaskedInsert(transaction, {
      id: randomUUID(),
      storeId: run.storeId,
      runId: run.id,
      journey: run.journey,
      customerId: run.customerId,
      step: step.step,
      channel: step.channel,
      template: step.step.split('#')[0] as TemplateId,
      purpose: step.purpose,
      state: step.outcome,
      reason: step.reason ?? 'run_over',
      dueAt: new Date(now),
      expiresAt: new Date(now),
      decidedAt: new Date(now),
      verdicts: [],
      key: idempotencyKey({ run: run.id, step: step.step, channel: step.channel }),
    } satisfies UnaskedStep);
  }
};

const unaskedColumns = [
  'id',
  'storeId',
  'runId',
  'journey',
  'customerId',
  'step',
  'channel',
  'template',
  'purpose',
  'state',
  'reason',
  'dueAt',
  'expiresAt',
  'decidedAt',
  'verdicts',
  'key',
] as const satisfies (keyof typeof messages.$inferInsert)[];

/** A step of which the gate was never asked. */
type UnaskedStep = Pick<typeof messages.$inferInsert, (typeof unaskedColumns)[number]>;

const unaskedInsert = built((queries) =>
  queries.insert(messages).values(givenAll(unaskedColumns)).onConflictDoNothing(),
);

/** How a step ends that was waiting: tried in vain, as the run says, or with its run. */
const plannedEnd = (attempts: number, said: StepOutcome | undefined, run: RunRow) => {
  if (said?.outcome === 'failed') {
    return attempts > 0
      ? ({ state: 'failed', reason: said.reason ?? 'gave_up' } as const)
      : ({ state: 'withheld', reason: 'expired' } as const);
  }
  return { state: 'withheld', reason: said?.reason ?? endReason(run) } as const;
};

const endReason = (run: RunRow): WithheldReason => (run.exitEvent ? exitReason(run.exitEvent) : 'run_over');

/** An open run as the sweeper asks Temporal about it. */
export interface OpenRun {
  readonly id: RunId;
  readonly startedAt: Date;
  readonly workflowId: string;
  /** True: Temporal was not told of it yet. */
  readonly startWaits: boolean;
}

/** Open runs in the order of their start, after `after`. */
export const readOpenRuns = async (
  db: Queries,
  page: { readonly after: Pick<OpenRun, 'id' | 'startedAt'> | undefined; readonly limit: number },
): Promise<readonly OpenRun[]> => {
  const rows = await openRuns(
    db,
    page.after && sql`(${runs.startedAt}, ${runs.id}) > (${page.after.startedAt.toISOString()}, ${page.after.id})`,
  ).limit(page.limit);
  return rows.map(toOpenRun);
};

/** The open runs among those whose workflows have these ids. */
export const readOpenRunsByWorkflow = async (
  db: Queries,
  workflowIds: readonly string[],
): Promise<readonly OpenRun[]> => {
  if (workflowIds.length === 0) return [];
  // A merge gives a run another customer, and it then keeps its workflow's id in a column.
  const keys = workflowIds.map((id) => id.split('/')).filter((parts) => parts.length === 6);
  const subjects = keys.map((parts) => (parts[4] === '-' ? '' : parts[4]!));
  const rows = await openRuns(
    db,
    sql`(${inArray(runs.subject, subjects)} or ${inArray(runs.workflowId, [...workflowIds])})`,
  );
  const wanted = new Set(workflowIds);
  return rows.map(toOpenRun).filter((run) => wanted.has(run.workflowId));
};

const openRuns = (db: Queries, condition: ReturnType<typeof sql> | undefined) => {
  const waiting = db
    .select({ one: sql`1` })
    .from(outbox)
    .where(and(eq(outbox.runId, runs.id), isNull(outbox.dispatchedAt), isNull(outbox.deadAt)));
  return db
    .select({ run: runs, startWaits: sql<boolean>`${exists(waiting)}` })
    .from(runs)
    .where(and(eq(runs.state, 'open'), condition))
    .orderBy(asc(runs.startedAt), asc(runs.id));
};

const toOpenRun = ({ run, startWaits }: { run: RunRow; startWaits: boolean }): OpenRun => ({
  id: run.id,
  startedAt: run.startedAt,
  workflowId: workflowIdOf(run),
  startWaits,
});
