import { setTimeout as wait } from 'node:timers/promises';
import { sqlState } from '../../db/error-code.ts';
import { TryAgain } from './try-again.ts';

/** PostgreSQL says that another transaction was in the way: deadlock, serialization failure. */
const inTheWay = new Set(['40P01', '40001']);

/** Runs `transaction` again while another one was in its way. */
export const withRetries = async <Result>(transaction: () => Promise<Result>, attempts = 20): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= attempts || !mayTryAgain(error)) throw error;
      // Apart in time: two that meet again would be in each other's way again.
      await wait(Math.random() * 5 * attempt);
    }
  }
};

/** True when another transaction was in the way: the same again may go through. */
export const mayTryAgain = (error: unknown): boolean =>
  error instanceof TryAgain || inTheWay.has(sqlState(error) ?? '');
