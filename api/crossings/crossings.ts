import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
import type { IntakeDeps } from '../intake/accept.ts';
import { routeCrossing } from './route-crossing.ts';
import { routeStay } from './route-stay.ts';

export interface Crossings {
  /** Resolves when the one in work is over. */
  stop(): Promise<void>;
}

const pollMillis = 1_000;

/** Tells journeys whose scores crossed a threshold, and who entered a segment or left it, one after the other. Safe in several processes at once. */
export const startCrossings = (
  deps: IntakeDeps & { readonly logger: Pick<Logger, 'warn'>; wake(): void },
): Crossings => {
  const stopping = new AbortController();
  const done = keepRouting(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepRouting = async (
  deps: IntakeDeps & { readonly logger: Pick<Logger, 'warn'>; wake(): void },
  stopping: AbortSignal,
): Promise<void> => {
  while (!stopping.aborted) {
    let found = false;
    try {
      const routed = [await routeCrossing(deps), await routeStay(deps)];
      found = routed.some((one) => one.found);
      if (routed.some(({ told }) => told)) deps.wake();
    } catch (error) {
      deps.logger.warn({ code: errorCode(error) }, 'journeys could not be told of a score or a segment; they will be');
    }
    if (!found) await wait(pollMillis, undefined, { signal: stopping }).catch(() => {});
  }
};
