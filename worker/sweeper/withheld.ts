import { listStores } from '../../db/pages/stores.ts';
import { readWithheldJumps } from '../../db/pages/withheld-share.ts';
import type { SweeperDeps } from './deps.ts';

/** How often the shares are looked at, in milliseconds of real time. */
const everyMillis = 3_600_000;

const percent = (share: number): number => Math.round(share * 1_000) / 10;

/**
 * Warns, once an hour while it lasts, when a store suddenly withholds much more for a reason than in the week before
 * (Q4): a rule or a policy may do what nobody meant.
 */
export const watchWithheld = (deps: SweeperDeps, elapsed = () => performance.now()): (() => Promise<void>) => {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    if (elapsed() < next) return;
    next = elapsed() + everyMillis;
    for (const { id } of await listStores(deps.db)) {
      for (const { reason, share, usual, count } of await readWithheldJumps(deps.db, id, deps.clock.now())) {
        const fields = { store: id, reason, count, percent: percent(share), usualPercent: percent(usual), alert: true };
        deps.logger.warn(fields, 'much more is withheld than usual');
      }
    }
  };
};
