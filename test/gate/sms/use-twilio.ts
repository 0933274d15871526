import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { twilioProvider } from '../../../activities/providers/twilio.ts';
import { systemClock } from '../../../domain/time/clock.ts';
import { type FakeTwilio, startFakeTwilio } from '../../fake-twilio/fake-twilio.ts';

/** The fake Twilio, which judges by its own record what was texted, and the adapter on it. */
export const useTwilio = () => {
  const state: { fake?: FakeTwilio } = {};
  beforeAll(async () => {
    state.fake = await startFakeTwilio();
  });
  beforeEach(() => state.fake?.heal());
  afterAll(async () => state.fake?.stop());
  return {
    get fake() {
      return state.fake!;
    },
    provider: (timeoutMillis = 300): Provider =>
      twilioProvider({
        accountSid: state.fake!.accountSid,
        authToken: state.fake!.authToken,
        sender: { from: '+33600000000' },
        baseUrl: state.fake!.url,
        perSecond: 1_000,
        timeoutMillis,
        realClock: systemClock(),
      }),
    /** What the fake accepted for a number. */
    accepted: (to: string) => state.fake!.acceptances().filter((one) => one.to === to),
  };
};
