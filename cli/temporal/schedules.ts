import { type Connection, ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';
import { taskQueues } from '../../domain/run.ts';
import { nightlyScoring } from '../../domain/scores/nightly.ts';

/**
 * Makes the schedule of the nightly scores, 01:30 UTC. One that is there stays as it is: an operator may have paused it or
 * moved it.
 *
 * @returns whether it was made.
 */
export const setUpSchedules = async (connection: Connection, namespace: string): Promise<boolean> => {
  const client = new ScheduleClient({ connection, namespace });
  try {
    await client.create({
      scheduleId: nightlyScoring.schedule,
      spec: { calendars: [nightlyScoring.at], timezone: 'UTC', jitter: '10 minutes' },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '6 hours' },
      action: {
        type: 'startWorkflow',
        workflowType: nightlyScoring.workflow,
        workflowId: nightlyScoring.schedule,
        taskQueue: taskQueues.journeys,
      },
    });
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
};
