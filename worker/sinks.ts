import type { InjectedSinks } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Database } from '../db/client.ts';
import { errorCode } from '../db/error-code.ts';
import { closeRun } from '../db/road/run-closing.ts';
import type { RunClosed } from '../domain/run.ts';
import type { Clock } from '../domain/time/clock.ts';

/** As the journeys declare it: `JourneySinks` of workflows/core/sinks.ts, which runs in the sandbox. */
type ClosingSinks = { relance: { closed(closed: RunClosed): void } };

export interface SinksOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Closes the `runs` row when a journey ends, free of charge; what gets lost here the sweeper finds. */
export const createSinks = ({ db, clock, logger }: SinksOptions): InjectedSinks<ClosingSinks> => ({
  relance: {
    closed: {
      fn: async (_info, closed: RunClosed) => {
        try {
          await closeRun(db, closed, clock.now());
          const { run, outcome, reason, sent, withheld } = closed;
          logger.info({ run, outcome, reason, sent, withheld }, 'run ended');
        } catch (error) {
          logger.warn({ run: closed.run, code: errorCode(error) }, 'run could not be closed; the sweeper will');
        }
      },
      callDuringReplay: false,
    },
  },
});
