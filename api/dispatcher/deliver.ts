import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { workflowIdOf } from '../../db/road/runs.ts';
import type { DueRow } from '../../db/road/outbox.ts';
import type { Purpose } from '../../domain/journey.ts';
import { taskPriority } from '../../domain/priority.ts';
import { replanSignal, type RunInput, searchAttributes, taskQueues } from '../../domain/run.ts';
import { type DemoClock, realTime } from '../../domain/time/clock.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { specs } from '../specs.ts';
import { describeRun } from './describe-run.ts';
import { planOf } from './plan-of.ts';

export interface DeliverDeps {
  readonly client: Client;
  readonly demoClock?: DemoClock | undefined;
  /** The machine's own time: start delays are real. */
  realNow(): Millis;
}

/** The client tries again by itself within this time; then Temporal counts as away. */
const deadlineMillis = 5_000;

/**
 * Tells Temporal one row of the outbox. Telling it twice does no harm: workflow ids are ours and never
 * used again, runs count each event once.
 *
 * @throws what the client throws when Temporal does not take it.
 */
export const deliverRow = async (deps: DeliverDeps, row: DueRow): Promise<void> => {
  // A closed run has nothing to hear, and Temporal may have forgotten that it ever was.
  if (row.run.state === 'closed') return;
  try {
    const tell = row.kind === 'start' ? start : signal;
    await deps.client.withDeadline(Date.now() + deadlineMillis, async () => tell(deps, row));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};

const start = async (deps: DeliverDeps, row: DueRow): Promise<void> => {
  const delay = realTime(row.run.dueAt.getTime(), deps.demoClock) - deps.realNow();
  await deps.client.workflow.start(row.run.journey, {
    ...startOptions(deps, row),
    ...(delay > 0 ? { startDelay: Math.ceil(delay) } : {}),
  });
};

/** Started with the signal when it is not there yet: what overtakes the start is not lost. */
const signal = async (deps: DeliverDeps, row: DueRow): Promise<void> => {
  const { name, ids } = row.signal!;
  // What changed is read when it is told: the newest plan, however long the row waited.
  const told = name === replanSignal ? planOf(row, deps.demoClock) : ids;
  await deps.client.workflow.signalWithStart(row.run.journey, {
    ...startOptions(deps, row),
    signal: name,
    signalArgs: [told],
  });
};

const startOptions = (deps: DeliverDeps, row: DueRow) => {
  const input = inputOf(deps, row);
  return {
    args: [input],
    workflowId: workflowIdOf(row.run),
    taskQueue: taskQueues.journeys,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: new TypedSearchAttributes([
      { key: keyword(searchAttributes.journey), value: input.journey },
      { key: keyword(searchAttributes.store), value: input.store },
      { key: keyword(searchAttributes.customer), value: input.customer },
    ]),
    priority: taskPriority(purposeOf(row.run.journey), input.store),
    ...describeRun(row.run),
  } as const;
};

const purposeOf = (journey: string): Purpose => specs.find((spec) => spec.name === journey)?.purpose ?? 'marketing';

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

/** What a run begins with. */
export const inputOf = (
  deps: Pick<DeliverDeps, 'demoClock'>,
  { run, ...row }: Pick<DueRow, 'run' | 'calendar' | 'cadence' | 'campaign' | 'timezone' | 'arms'>,
): RunInput => ({
  run: run.id,
  store: run.storeId,
  journey: run.journey,
  customer: run.customerId,
  subject: run.subject,
  episode: run.episode,
  event: run.event,
  touchedAt: toInstant(run.touchedAt.getTime()),
  plan: planOf(row, deps.demoClock),
  ...(row.arms && { arms: row.arms }),
});
