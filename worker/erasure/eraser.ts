import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import { errorCode } from '../../db/error-code.ts';
import { takeErasure } from '../../db/personal-data/erasures.ts';
import { type ErasureDeps, takeTurn } from './take-turn.ts';

/** How long one worker has an erasure before another may go on with it. */
const leaseMillis = 20_000;
const pollMillis = 1_000;

/**
 * Carries out what was asked to be erased, after any crash too: the request is a row, and a turn may be repeated.
 * Safe in several processes at once.
 */
export const startEraser = (deps: ErasureDeps & { readonly logger: Logger }): Loop =>
  startLoop({
    turn: async () => ((await hadTurn(deps)) ? 0 : pollMillis),
    logger: deps.logger,
    failed: 'erasures could not be looked for; they will',
    again: () => pollMillis,
  });

/** Whether an erasure had a turn; one whose turn failed comes back with the end of its lease. */
const hadTurn = async (deps: ErasureDeps & { readonly logger: Logger }): Promise<boolean> => {
  const row = await takeErasure(deps.db, new Date(deps.realClock.now()), leaseMillis);
  if (!row) return false;
  try {
    await takeTurn(deps, row);
    return true;
  } catch (error) {
    deps.logger.warn({ erasure: row.id, code: errorCode(error) }, 'an erasure could not go on; it will');
    return false;
  }
};
