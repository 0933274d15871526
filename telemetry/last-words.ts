import type { Logger } from 'pino';
import { describeError } from './describe-error.ts';

/**
 * Makes an error that nobody caught end the process with a line of the log. By itself Node prints the whole
 * error, with the values that a driver hangs on it.
 */
export const logLastWords = (logger: Logger): void => {
  const end = (error: unknown): void => {
    logger.fatal({ error }, 'an error was caught by nobody; the process ends');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
};

/** What a process may print of the error that ends its start: our own errors say their remedy, others their name. */
export const startFailure = (error: unknown): string =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('RELANCE_')
    ? error.message
    : JSON.stringify(describeError(error));
