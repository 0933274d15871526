import { sql } from 'drizzle-orm';
import type { Client } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { polledQueues, taskQueueTypes } from '../../domain/run.ts';
import type { Readiness } from '../app.ts';
import { describeFailure } from '../dispatcher/failure.ts';

export interface ReadinessDeps {
  readonly db: Database;
  readonly client: Client;
  readonly namespace: string;
}

/** A poller seen longer ago than this is gone; a long poll lasts a minute. */
const pollerMillis = 90_000;
const deadlineMillis = 2_000;

/** Asks everything that a message needs on its way; each problem says what to start or look at. */
export const checkReadiness = async (deps: ReadinessDeps): Promise<Readiness> => {
  const [database, temporal, ...queues] = await Promise.all([
    check(async () => {
      await withTimeout(deps.db.execute(sql`select 1`));
    }),
    check(async () => {
      await deps.client.withDeadline(Date.now() + deadlineMillis, async () =>
        deps.client.workflowService.describeNamespace({ namespace: deps.namespace }),
      );
    }),
    ...polledQueues.map(async (queue) => checkQueue(deps, queue)),
  ]);
  const ofQueues = Object.fromEntries(polledQueues.map(({ label }, index) => [label, queues[index]!]));
  const checks = { database, temporal, ...ofQueues };
  return { ready: Object.values(checks).every((one) => one === 'ok'), checks };
};

type DescribeRequest = Parameters<Client['workflowService']['describeTaskQueue']>[0];

const check = async (ask: () => Promise<void>): Promise<'ok' | { readonly problem: string }> => {
  try {
    await ask();
    return 'ok';
  } catch (error) {
    return { problem: describeFailure(error) };
  }
};

const checkQueue = async (deps: ReadinessDeps, { name, kind }: (typeof polledQueues)[number]) =>
  check(async () => {
    const request: object = {
      namespace: deps.namespace,
      taskQueue: { name },
      taskQueueType: taskQueueTypes[kind],
    };
    const { pollers } = await deps.client.withDeadline(Date.now() + deadlineMillis, async () =>
      deps.client.workflowService.describeTaskQueue(request as DescribeRequest),
    );
    const seen = pollers?.map((poller) => Number(poller.lastAccessTime?.seconds ?? 0) * 1000) ?? [];
    if (!seen.some((at) => at > Date.now() - pollerMillis)) {
      throw new Error(`no worker polls ${name}: start one with npm run worker`);
    }
  });

/** The driver waits for a connection without end; a probe does not. */
const withTimeout = async (asked: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${deadlineMillis} ms`)), deadlineMillis);
  });
  try {
    await Promise.race([asked, timeout]);
  } finally {
    clearTimeout(timer);
  }
};
