import { type Client, type WorkflowExecutionStatusName, WorkflowNotFoundError } from '@temporalio/client';
import { closeRun, type OpenRun, readOpenRuns, readOpenRunsByWorkflow } from '../../db/road/run-closing.ts';
import type { RunResult } from '../../domain/run.ts';
import { realTime } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { SweeperDeps } from './deps.ts';

/** Where the walk through the open runs stands. */
export type Place = Pick<OpenRun, 'id' | 'startedAt'>;

/** Runs asked about in one sweep; the walk goes on from there in the next. */
const batchSize = 200;
const concurrency = 10;

/** How far back the list of ended runs is read: its index is some seconds late, and a sweep may be missed. */
const lookBackMillis = 10 * 60_000;

/** A run that Temporal does not know may be about to start for this long, in milliseconds of real time. */
const startGraceMillis = 10 * 60_000;

const outcomes: Partial<Record<WorkflowExecutionStatusName, RunResult['outcome'] | 'terminated'>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
};

/** Closes the rows of runs that ended by no doing of their own lately: found fast, by Temporal's index. */
export const closedElsewhere = async (deps: SweeperDeps): Promise<void> => {
  const since = toInstant(realTime(deps.clock.now(), deps.demoClock) - lookBackMillis);
  const ended = deps.client.workflow.list({
    query: `ExecutionStatus IN ('Terminated', 'Canceled', 'Failed', 'TimedOut') AND CloseTime > '${since}'`,
  });
  const ids: string[] = [];
  for await (const { workflowId } of ended) if (workflowId.startsWith('journey/')) ids.push(workflowId);
  for (const run of await readOpenRunsByWorkflow(deps.db, ids)) await closeIfEnded(deps, run);
};

/** Asks Temporal about the next batch of open runs, whatever its index says. */
export const nextOpenRuns = async (deps: SweeperDeps, from: Place | undefined): Promise<Place | undefined> => {
  const runs = await readOpenRuns(deps.db, { after: from, limit: batchSize });
  const waiting = [...runs];
  const work = async (): Promise<void> => {
    for (let run = waiting.shift(); run; run = waiting.shift()) await closeIfEnded(deps, run);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return runs.length < batchSize ? undefined : runs.at(-1);
};

const closeIfEnded = async (deps: SweeperDeps, run: OpenRun): Promise<void> => {
  const end = await endOf(deps, run);
  if (!end) return;
  const { clock, db, logger } = deps;
  if (await closeRun(db, { run: run.id, ...end, steps: [] }, clock.now())) {
    logger.info({ run: run.id, ...end }, 'run had ended without saying so');
  }
};

/** How Temporal says that the run ended; undefined while it goes on. */
const endOf = async (deps: SweeperDeps, run: OpenRun) => {
  const handle = deps.client.workflow.getHandle(run.workflowId);
  const described = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  if (!described) {
    const grace = startGraceMillis * (deps.demoClock?.rate ?? 1);
    const isStarting = run.startWaits || run.startedAt.getTime() > deps.clock.now() - grace;
    return isStarting ? undefined : { outcome: 'terminated' as const, reason: 'Temporal does not know this run' };
  }
  const outcome = outcomes[described.status.name];
  if (outcome !== 'completed') return outcome && { outcome };
  return resultOf(handle);
};

/** What a completed journey returned: its worker died before it could tell. */
const resultOf = async (handle: ReturnType<Client['workflow']['getHandle']>) => {
  const { outcome, reason } = (await handle.result()) as RunResult;
  return { outcome, ...(reason !== undefined && { reason }) };
};
