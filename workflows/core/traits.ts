import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { JourneyActivities } from '../../domain/delivery.ts';
import { taskPriority } from '../../domain/priority.ts';
import { taskQueues } from '../../domain/run.ts';
import { type CustomerTraits, nothingKnown } from '../../domain/scores/traits.ts';
import type { RunState } from './run-state.ts';
import { stopIfCancelled } from './waits.ts';

/** `j.traits`: what is known of the customer now. A database that is away for long is no reason to stop a journey. */
export const traits = async ({ spec, input }: RunState): Promise<CustomerTraits> => {
  await stopIfCancelled();
  const { run, store } = input;
  const { traits: ask } = proxyActivities<JourneyActivities>({
    taskQueue: taskQueues.send[spec.purpose],
    startToCloseTimeout: '10 seconds',
    scheduleToCloseTimeout: '10 minutes',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
    summary: 'what is known of the customer',
    priority: taskPriority(spec.purpose, store),
  });
  try {
    return await ask({ run });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return nothingKnown;
  }
};
