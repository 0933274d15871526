import { ActivityFailure, ApplicationFailure, CancelledFailure, RetryState, TimeoutFailure } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import type { coresdk } from '@temporalio/proto';
import type { DeliverInput } from '../../domain/delivery.ts';
import { type CustomerTraits, nothingKnown } from '../../domain/scores/traits.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { GateAnswer } from './gate.ts';
import type { PendingSend, PendingTimer } from './pending.ts';
import { type Command, decode, decodeFailure, encode, encodeFailure, type Job } from './sandbox.ts';

/** How an execution ended, as Temporal would show it. */
type Closed =
  | { readonly status: 'completed'; readonly result: unknown }
  | { readonly status: 'failed'; readonly error: Error }
  | { readonly status: 'cancelled' }
  /** Continue-as-new: another execution begins at once, with this input. */
  | { readonly status: 'continued'; readonly input: unknown };

export interface ServerOptions {
  /** Temporal's time at a store instant. */
  readonly realOf: (storeInstant: string) => Millis;
  readonly planned: () => unknown;
  /** Where the summaries of timers and sends are noted, as Temporal's UI shows them. */
  readonly summaries: string[];
  /** What journeys are told of the customer; without it nothing is known. */
  readonly traits?: () => CustomerTraits;
}

/**
 * What a Temporal server does for one execution, in virtual time: holds timers and activities, and turns
 * commands into the jobs of later activations. Whoever drives it answers the attempts: `asking`, `answer`.
 */
export const simulateServer = ({ realOf, planned, summaries, traits = () => nothingKnown }: ServerOptions) => {
  const timers = new Map<number, PendingTimer>();
  const sends = new Map<number, PendingSend>();
  /** What is answered at once. */
  const answers = new Map<number, { readonly at: Millis; readonly job: Job }>();
  let closed: Closed | undefined;

  const answer = (send: PendingSend, given: GateAnswer, now: Millis): void => {
    if (given.outcome === 'retry') {
      const at = realOf(given.until);
      // The server gives up at once when the next attempt would begin after the deadline.
      if (at < send.deadline) sends.set(send.seq, { ...send, at });
      else sends.set(send.seq, { ...send, at: now, completion: failed(send.seq, timedOut()) });
    } else if (given.outcome === 'error') {
      const cause = ApplicationFailure.nonRetryable('simulated', given.type);
      sends.set(send.seq, { ...send, at: now, completion: failed(send.seq, cause) });
    } else {
      const { takes, ...result } = given;
      sends.set(send.seq, {
        ...send,
        at: now + (takes ? durationMillis(takes) : 0),
        completion: resolved(send.seq, { completed: { result: encode({ plan: planned(), ...result }) } }),
      });
    }
  };

  const obey = (command: Command, now: Millis): void => {
    const summary = decode(command.userMetadata?.summary);
    if (typeof summary === 'string') summaries.push(summary);
    if (command.startTimer) {
      const { seq, startToFireTimeout } = command.startTimer;
      timers.set(seq!, { seq: seq!, at: now + tsToMs(startToFireTimeout), summary: String(summary) });
    } else if (command.cancelTimer) {
      timers.delete(command.cancelTimer.seq!);
    } else if (command.scheduleActivity) {
      const { seq, activityType, arguments: args, scheduleToCloseTimeout } = command.scheduleActivity;
      if (activityType === 'traits') {
        answers.set(seq!, { at: now, job: resolved(seq!, { completed: { result: encode(traits()) } }) });
        return;
      }
      if (activityType !== 'deliver') throw new Error(`the simulator knows no activity ${activityType}`);
      const deadline = now + tsToMs(scheduleToCloseTimeout);
      sends.set(seq!, { seq: seq!, input: decode(args![0]) as DeliverInput, deadline, at: now });
    } else if (command.requestCancelActivity) {
      const send = sends.get(command.requestCancelActivity.seq!);
      // An attempt in progress does not hear of it; a backoff is ended by the server itself.
      if (send && !send.completion) {
        const failure = encodeFailure(activityFailure(new CancelledFailure('cancelled')));
        sends.set(send.seq, { ...send, at: now, completion: resolved(send.seq, { cancelled: { failure } }) });
      }
    } else if (command.completeWorkflowExecution) {
      closed = { status: 'completed', result: decode(command.completeWorkflowExecution.result) };
    } else if (command.failWorkflowExecution) {
      closed = { status: 'failed', error: decodeFailure(command.failWorkflowExecution.failure!) };
    } else if (command.cancelWorkflowExecution) {
      closed = { status: 'cancelled' };
    } else if (command.continueAsNewWorkflowExecution) {
      closed = { status: 'continued', input: decode(command.continueAsNewWorkflowExecution.arguments![0]) };
    } else if (!command.setPatchMarker) {
      throw new Error(`the simulator does not know the command ${Object.keys(command).join()}`);
    }
  };

  return {
    obey,
    timers: (): readonly PendingTimer[] => [...timers.values()],
    closed: () => closed,
    /** When something happens next by itself. */
    next: (): Millis | undefined => {
      const instants = [...timers.values(), ...sends.values(), ...answers.values()].map(({ at }) => at);
      return instants.length > 0 ? Math.min(...instants) : undefined;
    },
    /** Attempts that begin by `now` and have no answer yet. */
    asking: (now: Millis): readonly PendingSend[] =>
      [...sends.values()].filter((send) => send.at <= now && !send.completion),
    answer,
    /** Takes what happens by itself until `now`, as jobs of one activation; attempts are answered before. */
    takeDue: (now: Millis): readonly Job[] => {
      const jobs: Job[] = [];
      for (const [seq, one] of answers) {
        if (one.at > now) continue;
        answers.delete(seq);
        jobs.push(one.job);
      }
      for (const send of sends.values()) {
        if (send.at > now || !send.completion) continue;
        sends.delete(send.seq);
        jobs.push(send.completion);
      }
      for (const timer of timers.values()) {
        if (timer.at > now) continue;
        timers.delete(timer.seq);
        jobs.push({ fireTimer: { seq: timer.seq } });
      }
      return jobs;
    },
  };
};

const resolved = (seq: number, result: coresdk.activity_result.IActivityResolution): Job => ({
  resolveActivity: { seq, result },
});

const failed = (seq: number, cause: Error): Job =>
  resolved(seq, { failed: { failure: encodeFailure(activityFailure(cause)) } });

const timedOut = () => new TimeoutFailure('simulated', undefined, 'SCHEDULE_TO_CLOSE');

const activityFailure = (cause: Error): ActivityFailure =>
  new ActivityFailure('Activity task failed', 'deliver', '1', RetryState.TIMEOUT, 'simulated', cause);
