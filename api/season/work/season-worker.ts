import type { Logger } from 'pino';
import { errorCode } from '../../../db/error-code.ts';
import { createBell } from '../../dispatcher/bell.ts';
import { seasonTurn, type SeasonWorkDeps } from './turn.ts';

/** How often is looked for what has become due, in milliseconds. */
const pollMillis = 5_000;

/** Between two steps: at most some two hundred customers a second enter a campaign, and never as a burst. */
const paceMillis = 100;

/** Goes through what is due of campaigns and calendars until it is stopped; several processes may. */
export const startSeasonWork = (
  deps: SeasonWorkDeps & { readonly wake: () => void; readonly logger: Logger },
): { readonly stop: () => Promise<void> } => {
  const bell = createBell();
  const stopping = new AbortController();

  const round = async (): Promise<void> => {
    const waiting: string[] = [];
    for (;;) {
      const turn = await seasonTurn(deps, waiting);
      if (turn.outcome === 'nothing' || stopping.signal.aborted) return;
      if (turn.outcome === 'waits') waiting.push(turn.work);
      else {
        deps.wake();
        await bell.wait(paceMillis);
      }
    }
  };
  const go = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await round().catch((error: unknown) =>
        deps.logger.warn({ code: errorCode(error) }, 'what is due of the season could not be gone through'),
      );
      if (!stopping.signal.aborted) await bell.wait(pollMillis);
    }
  };
  const ended = go();
  return {
    stop: async () => {
      stopping.abort();
      bell.ring();
      await ended;
    },
  };
};
