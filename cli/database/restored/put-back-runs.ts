import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { type DataConverter, defaultPayloadConverter } from '@temporalio/common';
import { specs } from '../../../api/specs.ts';
import type { Queries } from '../../../db/client.ts';
import { putBackRun, readKnownRuns } from '../../../db/road/restored.ts';
import { readStore } from '../../../db/shop/stores.ts';
import type { RunInput } from '../../../domain/run.ts';
import { type DemoClock, storeTime } from '../../../domain/time/clock.ts';
import { type Millis, toInstant, toMillis } from '../../../domain/time/instant.ts';
import { due } from '../../../domain/time/season.ts';

export interface PutBackDeps {
  readonly db: Queries;
  readonly client: Client;
  readonly converter: DataConverter;
  readonly demoClock?: DemoClock | undefined;
}

export interface PutBack {
  /** Runs that Temporal was told of since. */
  readonly seen: number;
  /** Of these: written down again. */
  readonly putBack: number;
  /** Of these: of customers that are not known either. The gate withholds what they ask for. */
  readonly unknown: number;
}

/** Calls to Temporal under way at a time. */
const concurrency = 10;

/** Writes down the runs that Temporal was told of since `since` (real time) and the database has forgotten. */
export const putBackRuns = async (deps: PutBackDeps, since: Millis): Promise<PutBack> => {
  const started = deps.client.workflow.list({ query: `StartTime > '${toInstant(since)}'` });
  const waiting: WorkflowExecutionInfo[] = [];
  for await (const workflow of started) if (workflow.workflowId.startsWith('journey/')) waiting.push(workflow);
  const count = { seen: waiting.length, putBack: 0, unknown: 0 };
  const work = async (): Promise<void> => {
    for (let workflow = waiting.shift(); workflow; workflow = waiting.shift()) {
      const input = await inputOf(deps, workflow);
      if (!input || (await readKnownRuns(deps.db, [input.run])).has(input.run)) continue;
      count[(await putBack(deps, input, workflow.startTime)) ? 'putBack' : 'unknown'] += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return count;
};

const putBack = async ({ db, demoClock }: PutBackDeps, input: RunInput, startedAt: Date): Promise<boolean> => {
  const store = await readStore(db, input.store);
  const spec = specs.find(({ name }) => name === input.journey);
  if (!store || !spec) return false;
  const touchedAt = toMillis(input.touchedAt);
  return putBackRun(db, {
    id: input.run,
    storeId: input.store,
    journey: input.journey,
    customerId: input.customer,
    subject: input.subject,
    episode: input.episode,
    event: input.event,
    startedAt: new Date(storeTime(startedAt.getTime(), demoClock)),
    touchedAt: new Date(touchedAt),
    dueAt: new Date(spec.idle ? due(touchedAt, spec.idle, store.calendar) : touchedAt),
    state: 'open',
  });
};

/** What the workflow was started with; undefined when it is gone meanwhile. */
const inputOf = async (
  { client, converter }: PutBackDeps,
  { workflowId, runId }: WorkflowExecutionInfo,
): Promise<RunInput | undefined> => {
  const history = await client.workflow
    .getHandle(workflowId, runId)
    .fetchHistory()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
  let payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  if (!payloads?.[0]) return undefined;
  for (const codec of converter.payloadCodecs ?? []) payloads = await codec.decode(payloads);
  return defaultPayloadConverter.fromPayload<RunInput>(payloads[0]!);
};
