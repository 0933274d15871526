import { TryAgain } from './try-again.ts';

/** PostgreSQL says that another transaction was in the way: deadlock, serialization failure. */
const inTheWay = new Set(['40P01', '40001']);

/** Runs `transaction` again while another one was in its way. */
export const withRetries = async <Result>(transaction: () => Promise<Result>, attempts = 8): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= attempts || !mayTryAgain(error)) throw error;
    }
  }
};

const mayTryAgain = (error: unknown): boolean => error instanceof TryAgain || inTheWay.has(sqlState(error) ?? '');

/** The SQLSTATE or driver code of an error, looked for in its causes too. */
export const sqlState = (error: unknown): string | undefined => {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return undefined;
};
