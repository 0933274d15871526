import type { NativeConnection } from '@temporalio/worker';
import { taskQueues } from '../../domain/run.ts';

/** Values of temporal.api.enums.v1.TaskQueueType. */
const kinds: Readonly<Record<'workflow' | 'activity', number>> = { workflow: 1, activity: 2 };

const polled: readonly { readonly name: string; readonly kind: 'workflow' | 'activity' }[] = [
  { name: taskQueues.journeys, kind: 'workflow' },
  { name: taskQueues.send.transactional, kind: 'activity' },
  { name: taskQueues.send.marketing, kind: 'activity' },
];

/** Queues that Temporal does not see `identity` poll: a process can live for days without working. */
export const queuesWithoutPoller = async (
  connection: NativeConnection,
  namespace: string,
  identity: string,
): Promise<readonly string[]> => {
  const seen = await Promise.all(
    polled.map(async ({ name, kind }) => {
      const { pollers } = await connection.withDeadline(Date.now() + 3_000, () =>
        connection.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name },
          // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the SDK does not export the enum
          taskQueueType: kinds[kind],
        }),
      );
      return { name, alive: (pollers ?? []).some((poller) => poller.identity === identity) };
    }),
  );
  return seen.filter(({ alive }) => !alive).map(({ name }) => name);
};
