import { ApplicationFailure } from '@temporalio/common';
import { deliver } from '../../../activities/deliver/deliver.ts';
import type { GateDeps } from '../../../activities/deliver/deps.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { Plan } from '../../../domain/run.ts';
import { type Millis, toInstant } from '../../../domain/time/instant.ts';
import type { GateAnswer } from '../../simulator/gate.ts';
import { readOnce } from './read-once.ts';

/** The real gate at the instant `now`: its answer, or when Temporal would ask it again. */
export type AskGate = (input: DeliverInput, now: Millis) => Promise<GateAnswer & { readonly plan?: Plan }>;

/** @throws BacktestGateError when the gate itself is broken: nothing that it said later could be trusted. */
export const gateOf =
  (deps: Omit<GateDeps, 'clock'>): AskGate =>
  async (input, now) => {
    try {
      return await deliver({ ...deps, clock: { now: () => now }, reads: readOnce() }, input);
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      if (error.nonRetryable) return { outcome: 'error', type: error.type ?? '' };
      const wait = Number(error.nextRetryDelay);
      if (!(wait > 0)) throw new BacktestGateError(input, error.message);
      return { outcome: 'retry', until: toInstant(now + wait) };
    }
  };

/** Thrown when the gate could not decide. */
export class BacktestGateError extends Error {
  override readonly name = 'BacktestGateError';
  readonly code = 'BACKTEST_GATE';
  constructor({ journey, step }: DeliverInput, cause: string) {
    super(`The gate could not decide about ${step} of ${journey}: ${cause}. The lines above say what it met.`);
  }
}
