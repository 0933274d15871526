import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import { countSales } from '../../db/catalogue/count-sales.ts';
import type { Database } from '../../db/client.ts';
import type { Clock } from '../../domain/time/clock.ts';

interface SalesDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** After the start, and then between two counts, in milliseconds: what sells best changes slowly. */
const pauses = { first: 60_000, next: 6 * 3_600_000 };

/** Counts sales every few hours; which worker does it, the database's lock decides. */
export const scheduleSales = ({ db, clock, logger }: SalesDeps): Loop =>
  startLoop({
    first: pauses.first,
    turn: async () => {
      await countSales(db, new Date(clock.now()));
      return pauses.next;
    },
    logger,
    failed: 'sales could not be counted; it is tried again later',
    again: () => pauses.next,
  });
