import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import { rebalanceAll, type RebalanceDeps } from './rebalance.ts';

interface RebalancerDeps extends RebalanceDeps {
  /** The store's seconds in a real one. */
  readonly rate: number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Between two looks at what is due, in milliseconds of the store's time. */
const lookEvery = 30 * 60_000;
/** The least and the most real time between two looks. */
const pauses = { least: 5_000, most: 600_000 };

/** Rebalances what is due as long as it is not stopped. */
export const startRebalancer = (deps: RebalancerDeps): Loop => {
  const pause = Math.min(pauses.most, Math.max(pauses.least, lookEvery / deps.rate));
  return startLoop({
    first: pause,
    turn: async () => {
      for (const done of await rebalanceAll(deps)) deps.logger.info(done, 'experiment looked at');
      return pause;
    },
    logger: deps.logger,
    failed: 'experiments could not be rebalanced; it is tried again',
    again: () => pause,
  });
};
