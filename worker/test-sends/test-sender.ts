import type { GateDeps } from '../../activities/deliver/deps.ts';
import { sendNextTest } from '../../activities/test-send/test-send.ts';
import { type Loop, startLoop } from '../../background/loop.ts';

const pollMillis = 1_000;

/**
 * Sends what operators asked to see as a customer would get it. Apart from journeys and their queues: it starts no
 * workflow and waits behind none. Safe in several processes at once.
 */
export const startTestSender = (deps: GateDeps): Loop =>
  startLoop({
    turn: async () => ((await sendNextTest(deps)) ? 0 : pollMillis),
    logger: deps.logger,
    failed: 'tests could not be looked for; they will',
    again: () => pollMillis,
  });
