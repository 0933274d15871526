import type { Logger } from 'pino';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import { type QueueDepth, readDepths } from '../../db/road/outbox.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { type HeldBack, queueLimits, type WaitingLimits } from './queue-limits.ts';

/** Knows how deep the queues are, and what therefore has to wait outside. */
export interface BackPressure {
  /** Undefined while everything is taken. */
  readonly heldBack: (store: StoreId) => HeldBack | undefined;
  stop(): void;
}

export interface BackPressureOptions {
  readonly db: Database;
  readonly specs: readonly JourneySpec[];
  readonly limits: WaitingLimits;
  readonly logger: Logger;
  /** Between two measurements, in milliseconds; longer where measuring is slow. */
  readonly everyMillis?: number;
}

/** At most this part of the time is spent on measuring. */
const share = 0.05;

/**
 * Measures the queues again and again, so that no event pays for it: a limit is found out some seconds late.
 * While the database is away the last measurement holds; then nothing is taken anyway.
 */
export const watchQueues = (options: BackPressureOptions): BackPressure => {
  const { db, logger, everyMillis = 2_000 } = options;
  const heldBack = queueLimits(options.specs, options.limits);
  let depths: readonly QueueDepth[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isFull = false;
  let isStopped = false;

  const measure = async (): Promise<void> => {
    const begun = performance.now();
    try {
      depths = await readDepths(db);
      const held = depths.filter(({ store }) => heldBack(store, depths));
      if (held.length > 0 !== isFull) {
        isFull = held.length > 0;
        const stores = held.map(({ store, waiting, oldest }) => ({ store, waiting, oldest }));
        logger.warn({ stores }, isFull ? 'queues are full: starts are refused' : 'queues have room again');
      }
    } catch (error) {
      logger.warn({ code: errorCode(error) }, 'the queues could not be measured');
    }
    const pause = Math.max(everyMillis, (performance.now() - begun) / share);
    if (!isStopped) timer = setTimeout(() => void measure(), pause);
  };
  void measure();
  return {
    heldBack: (store) => heldBack(store, depths),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
