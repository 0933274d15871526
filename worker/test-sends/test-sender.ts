import { setTimeout as wait } from 'node:timers/promises';
import type { GateDeps } from '../../activities/deliver/deps.ts';
import { sendNextTest } from '../../activities/test-send/test-send.ts';
import { errorCode } from '../../db/error-code.ts';

export interface TestSender {
  /** Resolves when the message in progress is over. */
  stop(): Promise<void>;
}

const pollMillis = 1_000;

/**
 * Sends what operators asked to see as a customer would get it. Apart from journeys and their queues: it starts no
 * workflow and waits behind none. Safe in several processes at once.
 */
export const startTestSender = (deps: GateDeps): TestSender => {
  const stopping = new AbortController();
  const done = keepSending(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepSending = async (deps: GateDeps, stopping: AbortSignal): Promise<void> => {
  while (!stopping.aborted) {
    const sent = await sendNextTest(deps).catch((error: unknown) => {
      deps.logger.warn({ code: errorCode(error) }, 'tests could not be looked for; they will');
      return false;
    });
    if (!sent) await wait(pollMillis, undefined, { signal: stopping }).catch(() => {});
  }
};
