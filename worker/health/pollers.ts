import type { NativeConnection } from '@temporalio/worker';
import { polledQueues, taskQueueTypes } from '../../domain/run.ts';

/** Queues that Temporal does not see `identity` poll: a process can live for days without working. */
export const queuesWithoutPoller = async (
  connection: NativeConnection,
  namespace: string,
  identity: string,
): Promise<readonly string[]> => {
  const seen = await Promise.all(
    polledQueues.map(async ({ name, kind }) => {
      const { pollers } = await connection.withDeadline(Date.now() + 3_000, () =>
        connection.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name },
          // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the SDK does not export the enum
          taskQueueType: taskQueueTypes[kind],
        }),
      );
      return { name, alive: (pollers ?? []).some((poller) => poller.identity === identity) };
    }),
  );
  return seen.filter(({ alive }) => !alive).map(({ name }) => name);
};
