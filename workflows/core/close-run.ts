import {
  ApplicationFailure,
  CancellationScope,
  ContinueAsNew,
  DeterminismViolationError,
  isCancellation,
  TemporalFailure,
} from '@temporalio/workflow';
import type { RunResult } from '../../domain/run.ts';
import { showNow } from './details.ts';
import type { RunState } from './run-state.ts';
import { relance } from './sinks.ts';

/** Ends a run whose body returned. An exit during the last send is still why the run ended. */
export const endOfBody = (state: RunState): RunResult =>
  state.exit ? close(state, 'exited', state.exit) : close(state, 'completed');

/**
 * Ends a run whose body threw: the result of an exit, or the error to close the workflow with.
 *
 * @throws what Temporal must see: the cancellation, the failure, or the SDK's own signal.
 */
export const endByError = (state: RunState, error: unknown): RunResult => {
  if (error instanceof ContinueAsNew || error instanceof DeterminismViolationError) throw error;
  if (isCancellation(error)) {
    if (state.exit) return close(state, 'exited', state.exit);
    if (CancellationScope.current().consideredCancelled) {
      close(state, 'cancelled');
      throw error;
    }
  }
  const failure = error instanceof TemporalFailure ? error : bodyFailure(state.spec.name, error);
  close(state, 'failed', failure.message);
  throw failure;
};

/** A plain error would retry the workflow task for ever; this one closes the run and says what to do. */
const bodyFailure = (journey: string, error: unknown): ApplicationFailure => {
  const fact = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return ApplicationFailure.create({
    message: `${journey}: its body threw ${fact}; correct the journey, deploy it, then reset the run in Temporal`,
    type: 'JOURNEY_BODY',
    nonRetryable: true,
    ...(error instanceof Error ? { cause: error } : {}),
  });
};

const close = (state: RunState, outcome: RunResult['outcome'], reason?: string): RunResult => {
  const count = (wanted: string) => state.steps.filter((step) => step.outcome === wanted).length;
  const result: RunResult = {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    sent: count('sent'),
    withheld: count('withheld'),
  };
  showNow(state, `${outcome}${reason ? `: ${reason}` : ''}`);
  relance.closed({ run: state.input.run, ...result, steps: state.steps });
  return result;
};
