import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
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
export const startRebalancer = (deps: RebalancerDeps): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const done = keepRebalancing(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepRebalancing = async (deps: RebalancerDeps, stopping: AbortSignal): Promise<void> => {
  const pause = Math.min(pauses.most, Math.max(pauses.least, lookEvery / deps.rate));
  for (;;) {
    await wait(pause, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    try {
      for (const done of await rebalanceAll(deps)) deps.logger.info(done, 'experiment looked at');
    } catch (error) {
      deps.logger.warn({ code: errorCode(error) }, 'experiments could not be rebalanced; it is tried again');
    }
  }
};
