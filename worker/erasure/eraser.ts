import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
import { takeErasure } from '../../db/personal-data/erasures.ts';
import { type ErasureDeps, takeTurn } from './take-turn.ts';

export interface Eraser {
  /** Resolves when the turn in progress is over. */
  stop(): Promise<void>;
}

/** How long one worker has an erasure before another may go on with it. */
const leaseMillis = 20_000;
const pollMillis = 1_000;

/**
 * Carries out what was asked to be erased, after any crash too: the request is a row, and a turn may be repeated.
 * Safe in several processes at once.
 */
export const startEraser = (deps: ErasureDeps & { readonly logger: Logger }): Eraser => {
  const stopping = new AbortController();
  const done = keepErasing(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepErasing = async (deps: ErasureDeps & { readonly logger: Logger }, stopping: AbortSignal): Promise<void> => {
  while (!stopping.aborted) {
    const erasure = await nextTurn(deps);
    if (erasure === undefined) await wait(pollMillis, undefined, { signal: stopping }).catch(() => {});
  }
};

/** The erasure that had a turn; undefined when none was due or it failed: its lease brings it back. */
const nextTurn = async (deps: ErasureDeps & { readonly logger: Logger }): Promise<string | undefined> => {
  let erasure: string | undefined;
  try {
    const row = await takeErasure(deps.db, new Date(deps.realClock.now()), leaseMillis);
    if (!row) return undefined;
    erasure = row.id;
    await takeTurn(deps, row);
    return erasure;
  } catch (error) {
    deps.logger.warn({ erasure, code: errorCode(error) }, 'an erasure could not go on; it will');
    return undefined;
  }
};
