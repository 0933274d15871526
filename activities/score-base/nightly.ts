import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { Database } from '../../db/client.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { ScoringActivities } from '../../domain/scores/nightly.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { scoreStore } from './score-store.ts';

/** While a statement over a whole store runs, nothing else tells Temporal that it does. */
const heartbeatMillis = 20_000;

/**
 * The activities of the nightly run. Heartbeats say how far it is; where it goes on after a crash is in the database, with
 * each page. A worker that shuts down ends within a fit or between two
 * pages, and another goes on.
 */
export const createScoringActivities = (deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info'>;
}): ScoringActivities => ({
  listStores: async () => (await listStores(deps.db)).map(({ id }) => id),
  scoreWholeStore: async (id) => {
    const context = Context.current();
    const store = await readStore(deps.db, id);
    if (!store) throw ApplicationFailure.nonRetryable(`There is no store ${id}.`, 'STORE_UNKNOWN');
    const beating = setInterval(() => context.heartbeat(), heartbeatMillis);
    try {
      const { done, scored, fits, run, resumed } = await scoreStore(
        {
          ...deps,
          progress: (progress) => context.heartbeat(progress),
          signal: context.cancellationSignal,
        },
        store,
      );
      if (!done) throw new CancelledFailure(`Store ${id} is scored up to a page; the next attempt goes on.`);
      deps.logger.info({ store: id, run, resumed, scored, fits }, 'store scored');
      return { store: id, scored, fits };
    } finally {
      clearInterval(beating);
    }
  },
});
