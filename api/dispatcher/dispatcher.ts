import type { Logger } from 'pino';
import { isDatabaseAway } from '../http/database-away.ts';
import { type BatchDeps, dispatchBatch } from './batch.ts';
import { createBell } from './bell.ts';
import { describeFailure } from './failure.ts';

export interface Dispatcher {
  /** Something may be due: look now. */
  wake(): void;
  /** Why Temporal takes nothing at present; undefined while it does. */
  away(): string | undefined;
  /** Ends after the batches in work. */
  stop(): Promise<void>;
}

/** How often is looked without being woken: for rows that become due, and for lost notifications. */
const pollMillis = 500;
const backOffMillis = { first: 250, most: 5_000 };

/**
 * Starts telling Temporal what the outbox holds. `lanes` batches are in work at a time, so that an exit
 * does not wait behind a batch of starts.
 */
export const startDispatcher = (deps: BatchDeps & { readonly logger: Logger }, lanes = 2): Dispatcher => {
  const bell = createBell();
  const stopping = new AbortController();
  let away: string | undefined;
  let failures = 0;

  const lane = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const wait = await turn();
      if (wait > 0 && !stopping.signal.aborted) await bell.wait(wait);
    }
  };
  /** One batch; how long to wait before the next. */
  const turn = async (): Promise<number> => {
    try {
      const outcome = await dispatchBatch(deps);
      if (outcome.away !== undefined) return backOff('Temporal is away', outcome.away);
      if (away !== undefined) deps.logger.info('dispatching again');
      away = undefined;
      failures = 0;
      return outcome.dispatched > 0 ? 0 : pollMillis;
    } catch (error) {
      const what = isDatabaseAway(error) ? 'the database is away' : 'the outbox could not be read';
      return backOff(what, describeFailure(error));
    }
  };
  const backOff = (what: string, why: string): number => {
    if (away === undefined) deps.logger.warn({ why }, what);
    away = `${what}: ${why}`;
    failures += 1;
    return Math.min(backOffMillis.first * 2 ** failures, backOffMillis.most);
  };
  const ended = Promise.all(Array.from({ length: lanes }, lane));

  return {
    // While Temporal is away every event would wake it only to fail again.
    wake: () => {
      if (away === undefined) bell.ring();
    },
    away: () => away,
    stop: async () => {
      stopping.abort();
      bell.ring();
      await ended;
    },
  };
};
