import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Provider } from '../../activities/providers/provider.ts';
import type { Database } from '../../db/client.ts';
import type { Clock, DemoClock } from '../../domain/time/clock.ts';

export interface SweeperDeps {
  readonly db: Database;
  readonly client: Client;
  /** The store's time. */
  readonly clock: Clock;
  readonly demoClock?: DemoClock;
  readonly logger: Logger;
  /** Whose records are searched for messages of unknown fate. */
  readonly providers?: readonly Provider[];
  /** Pause between two sweeps, in milliseconds of real time. */
  readonly everyMillis?: number;
}
