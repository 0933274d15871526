import { UnfittableError } from '../../../scoring/fit/errors.ts';
import type { RfmCuts } from '../../../../domain/scores/rfm/rfm.ts';
import { fitLevels } from '../../../scoring/signals/fit-levels.ts';
import type { SignalSources, SignalTime } from '../../../scoring/signals/sources.ts';
import { judgeOrders } from './judge-orders.ts';
import { judgeProducts } from './judge-products.ts';
import { judgeSpend } from './judge-spend.ts';

/**
 * What runs in a thread of its own (`off-thread.ts`): each function of numbers alone, without a database or a clock. An
 * error loses its class on the way between threads, so that one which is an answer travels as one.
 */

/** Customers who stand for all of a store, whose signals are judged by what is usual of them. */
export interface LevelsToFit {
  readonly customers: readonly SignalSources[];
  readonly rfm: RfmCuts;
  readonly time: SignalTime;
}

export type Answered<Result> =
  | { readonly result: Result }
  | { readonly unfittable: Pick<UnfittableError, 'code' | 'message'> };

const answering =
  <Task, Result>(judge: (task: Task) => Result) =>
  (task: Task): Answered<Result> => {
    try {
      return { result: judge(task) };
    } catch (error) {
      if (!(error instanceof UnfittableError)) throw error;
      return { unfittable: { code: error.code, message: error.message } };
    }
  };

export const orders = answering(judgeOrders);
export const spend = answering(judgeSpend);
export const products = answering(judgeProducts);
export const signals = answering(({ customers, rfm, time }: LevelsToFit) => fitLevels(customers, rfm, time));
