import { DefaultLogger, type Logger as TemporalLogger, type LogLevel } from '@temporalio/worker';
import { type Logger, pino } from 'pino';

/** One line of JSON per record, on standard output. */
export const createLogger = (level: string): Logger => pino({ name: 'relance-worker', level });

const levels: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** Temporal's own records in the same place and form; its chatter about starting and polling is for debugging. */
export const temporalLogger = (logger: Logger): TemporalLogger =>
  new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, ...rest } = (meta ?? {}) as { error?: unknown };
    const name = levels[level];
    logger[name === 'info' ? 'debug' : name]({ ...rest, ...(error !== undefined && { err: error }) }, message);
  });
