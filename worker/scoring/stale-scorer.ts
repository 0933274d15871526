import type { Logger } from 'pino';
import { scoreStale } from '../../activities/score-base/score-stale.ts';
import { type Loop, startLoop } from '../../background/loop.ts';
import type { Database } from '../../db/client.ts';
import type { Clock } from '../../domain/time/clock.ts';

interface StaleScorerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Between two looks, where the one before found nothing. */
const pollMillis = 400;
const batch = 200;

/**
 * Scores customers again as their orders change, in the order in which they did: what stands in the index of those that
 * are due costs one short statement to look at. Safe in several processes at once.
 */
export const startStaleScorer = (deps: StaleScorerDeps): Loop =>
  startLoop({
    turn: async () => ((await scoreStale(deps, batch)) < batch ? pollMillis : 0),
    logger: deps.logger,
    failed: 'customers could not be scored after their orders; they will be',
    again: (failures) => Math.min(10_000, pollMillis * 2 ** failures),
  });
