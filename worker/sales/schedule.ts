import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { countSales } from '../../db/catalogue/count-sales.ts';
import type { Database } from '../../db/client.ts';
import { errorCode } from '../../db/error-code.ts';
import type { Clock } from '../../domain/time/clock.ts';

export interface SalesSchedule {
  /** Resolves when the count in work is over. */
  stop(): Promise<void>;
}

interface SalesDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** After the start, and then between two counts, in milliseconds: what sells best changes slowly. */
const pauses = { first: 60_000, next: 6 * 3_600_000 };

/** Counts sales every few hours; which worker does it, the database's lock decides. */
export const scheduleSales = (deps: SalesDeps): SalesSchedule => {
  const stopping = new AbortController();
  const done = keepCounting(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepCounting = async ({ db, clock, logger }: SalesDeps, stopping: AbortSignal): Promise<void> => {
  for (let pause = pauses.first; ; pause = pauses.next) {
    await wait(pause, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    await countSales(db, new Date(clock.now())).catch((error: unknown) =>
      logger.warn({ code: errorCode(error) }, 'sales could not be counted; it is tried again later'),
    );
  }
};
