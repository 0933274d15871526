import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import type { IntakeDeps } from '../intake/received.ts';
import { routeCrossing } from './route-crossing.ts';
import { routeStay } from './route-stay.ts';

const pollMillis = 1_000;

/** Tells journeys whose scores crossed a threshold, and who entered a segment or left it, one after the other. Safe in several processes at once. */
export const startCrossings = (deps: IntakeDeps & { readonly logger: Pick<Logger, 'warn'>; wake(): void }): Loop =>
  startLoop({
    turn: async () => {
      const routed = [await routeCrossing(deps), await routeStay(deps)];
      if (routed.some(({ told }) => told)) deps.wake();
      return routed.some(({ found }) => found) ? 0 : pollMillis;
    },
    logger: deps.logger,
    failed: 'journeys could not be told of a score or a segment; they will be',
    again: () => pollMillis,
  });
