import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../db/error-code.ts';

/** What goes on beside requests and tasks until it is stopped. */
export interface Loop {
  /** Resolves when the turn in work is over. */
  stop(): Promise<void>;
}

export interface Turns {
  /**
   * One turn; a long one looks at `stopping` between its parts.
   *
   * @returns milliseconds of real time until the next turn.
   */
  readonly turn: (stopping: AbortSignal) => Promise<number>;
  /** Before the first turn, in milliseconds of real time; without it the first begins at once. */
  readonly first?: number;
  readonly logger: Pick<Logger, 'warn'>;
  /** What the log says of a turn that threw. */
  readonly failed: string;
  /** After it, in milliseconds of real time; `failures` turns in a row threw. */
  readonly again: (failures: number) => number;
}

/** Takes turns until it is stopped. One that throws is logged, and the next comes all the same. */
export const startLoop = ({ turn, first = 0, logger, failed, again }: Turns): Loop => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const go = async (): Promise<void> => {
    let failures = 0;
    for (let pause = first; ;) {
      if (pause > 0) await wait(pause, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        pause = await turn(signal);
        failures = 0;
      } catch (error) {
        failures += 1;
        logger.warn({ code: errorCode(error) }, failed);
        pause = again(failures);
      }
    }
  };
  const ended = go();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
};
