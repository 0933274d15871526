import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
} from '@temporalio/workflow';
import type { DeliverInput, DeliverResult, JourneyActivities } from '../../domain/delivery.ts';
import { taskPriority } from '../../domain/priority.ts';
import { failedReasons, type FailedReason } from '../../domain/reasons.ts';
import { taskQueues } from '../../domain/run.ts';
import { realTime } from '../../domain/time/clock.ts';
import { toMillis } from '../../domain/time/instant.ts';
import { showNow } from './details.ts';
import type { RunState } from './run-state.ts';

/** The provider's timeout plus the gate's own work: also how long a crash in mid-send stays unnoticed. */
const attemptTimeout = '12 seconds';

/** What the last attempt may take after the message has become useless. */
const closingMargin = 60_000;

/**
 * One question to the gate. Attempts go on without limit of count until the message is useless; a
 * cancellation lets an attempt in progress finish, and ends a backoff at once.
 */
export const askGate = async (state: RunState, input: DeliverInput): Promise<DeliverResult> => {
  const summary = `${input.channel} ${input.step}`;
  const left = realTime(toMillis(input.expiresAt), state.plan.clock) - Date.now();
  const { deliver } = proxyActivities<JourneyActivities>({
    taskQueue: taskQueues.send[input.purpose],
    startToCloseTimeout: attemptTimeout,
    scheduleToCloseTimeout: Math.ceil(Math.max(0, left)) + closingMargin,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    summary,
    priority: taskPriority(input.purpose, input.store),
  });
  showNow(state, `sending ${summary}`);
  const { replans } = state;
  try {
    const answer = await deliver(input);
    if (state.replans === replans) state.plan = answer.plan;
    return answer;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return { outcome: 'failed', reason: failedReason(error), plan: state.plan };
  }
};

const failedReason = ({ cause }: ActivityFailure): FailedReason =>
  cause instanceof ApplicationFailure && cause.type && cause.type in failedReasons
    ? (cause.type as FailedReason)
    : 'gave_up';
