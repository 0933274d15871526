import { type Loop, startLoop } from '../../background/loop.ts';
import { errorCode } from '../../db/error-code.ts';
import { settleStale } from '../../db/ledger/settle-stale.ts';
import type { SweeperDeps } from './deps.ts';
import { applyWaiting, lookUpUnknowns } from './unknowns.ts';
import { watchPools } from './low-pools.ts';
import { watchWithheld } from './withheld.ts';
import { closedElsewhere, nextOpenRuns, type Place } from './reconcile.ts';

/** How long after a step's end its run may still be busy with it, in milliseconds of real time. */
const staleAfterMillis = 5 * 60_000;

/**
 * Makes true what a crash, a termination or a cancellation from outside left behind: runs that ended
 * without saying so, claims whose fate nobody will learn, steps that nobody will ask about again, messages that
 * the provider's own record knows. Safe in several processes at once.
 */
export const startSweeper = (deps: SweeperDeps): Loop => {
  let place: Place | undefined;
  // Apart: while Temporal is away, providers can still be asked.
  const parts: readonly ((stopping: AbortSignal) => Promise<void>)[] = [
    async () => {
      await closedElsewhere(deps);
      place = await nextOpenRuns(deps, place);
    },
    async () => settle(deps),
    async (stopping) => lookUpUnknowns(deps, stopping),
    async () => applyWaiting(deps),
    watchPools(deps),
    watchWithheld(deps),
  ];
  const pause = deps.everyMillis ?? 10_000;
  return startLoop({
    turn: async (stopping) => {
      for (const part of parts) {
        await part(stopping).catch((error: unknown) => deps.logger.warn({ code: errorCode(error) }, 'sweep failed'));
      }
      return pause;
    },
    logger: deps.logger,
    failed: 'sweep failed',
    again: () => pause,
  });
};

const settle = async ({ db, clock, demoClock, logger }: SweeperDeps): Promise<void> => {
  const margin = staleAfterMillis * (demoClock?.rate ?? 1);
  const settled = await settleStale(db, new Date(clock.now() - margin));
  if (settled > 0) logger.warn({ settled }, 'steps left open were settled');
};
