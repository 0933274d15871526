import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { RunInput } from '../../../domain/run.ts';

interface Call {
  /** `start`, or the signal's name. */
  readonly what: string;
  readonly customer: string;
  readonly workflowId: string;
}

interface Options {
  readonly workflowId: string;
  readonly args: readonly [RunInput];
  readonly signal?: string;
}

/** The edge to Temporal, for orders and faults that a real server cannot be made to show. */
export const fakeTemporal = (options: { readonly delayMillis?: number } = {}) => {
  const calls: Call[] = [];
  let failure: { error: Error; customer: string | undefined; times: number } | undefined;
  const take = async (given: Options): Promise<void> => {
    const customer = given.args[0].customer;
    if (failure && (failure.customer ?? customer) === customer) {
      failure.times -= 1;
      const { error } = failure;
      if (failure.times <= 0) failure = undefined;
      throw error;
    }
    await wait((options.delayMillis ?? 0) * Math.random());
    calls.push({ what: given.signal ?? 'start', customer, workflowId: given.workflowId });
  };
  const workflow = {
    start: async (_type: string, given: Options) => take(given),
    signalWithStart: async (_type: string, given: Options) => take(given),
  };
  const client = { workflow, withDeadline: async (_at: number, call: () => Promise<unknown>) => call() };
  return {
    client: client as unknown as Client,
    calls,
    /** Refuses calls (of one customer, so many times) with `error` until told otherwise. */
    fail: (error: Error | undefined, customer?: string, times = Number.POSITIVE_INFINITY): void => {
      failure = error && { error, customer, times };
    },
  };
};
