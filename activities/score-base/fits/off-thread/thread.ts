import { UnfittableError } from '../../../scoring/fit/errors.ts';
import { judgeOrders } from './judge-orders.ts';
import { judgeProducts } from './judge-products.ts';
import { judgeSpend } from './judge-spend.ts';

/**
 * What runs in a thread of its own (`off-thread.ts`): each function of numbers alone, without a database or a clock. An
 * error loses its class on the way between threads, so that one which is an answer travels as one.
 */

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
