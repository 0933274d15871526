import type { Database } from '../../db/client.ts';
import type { Clock } from '../../domain/time/clock.ts';

export interface OfferDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
}
