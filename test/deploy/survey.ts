import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { forAll } from './waiting-runs.ts';

const { EventType, WorkflowTaskFailedCause } = proto.temporal.api.enums.v1;

/** What the histories say of all runs together. */
export interface Survey {
  /** Tasks that failed because the code did not fit the history. */
  readonly nonDeterminism: number;
  /** Tasks that failed for another reason. */
  readonly otherFailures: number;
  /** Runs that were told something that no worker has dealt with yet. */
  readonly unanswered: number;
  readonly completed: number;
  /** Runs that wait at a timer. */
  readonly waiting: number;
  /** Activities that completed, over all runs. */
  readonly sends: number;
}

export const survey = async (client: Client, ids: readonly string[]): Promise<Survey> => {
  const seen = { nonDeterminism: 0, otherFailures: 0, unanswered: 0, completed: 0, waiting: 0, sends: 0 };
  await forAll(ids, async (id) => {
    const { events } = await client.workflow.getHandle(id).fetchHistory();
    const types = (events ?? []).map(({ eventType }) => Number(eventType));
    for (const { workflowTaskFailedEventAttributes: failed } of events ?? []) {
      if (!failed) continue;
      const isOurs = failed.cause === WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR;
      seen[isOurs ? 'nonDeterminism' : 'otherFailures'] += 1;
    }
    const last = (type: number) => types.lastIndexOf(type);
    const count = (type: number) => types.filter((one) => one === type).length;
    const done = last(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    if (count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED) > 0) seen.completed += 1;
    else if (done < last(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)) seen.unanswered += 1;
    else if (done < last(EventType.EVENT_TYPE_TIMER_STARTED)) seen.waiting += 1;
    seen.sends += count(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
  });
  return seen;
};
