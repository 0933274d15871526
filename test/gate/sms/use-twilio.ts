import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { twilioProvider } from '../../../activities/providers/twilio.ts';
import { twilioWhatsappProvider } from '../../../activities/providers/twilio-whatsapp.ts';
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
      twilioProvider({ ...accountOf(state.fake!, timeoutMillis), sender: { from: '+33600000000' } }),
    whatsapp: (timeoutMillis = 300): Provider =>
      twilioWhatsappProvider({ ...accountOf(state.fake!, timeoutMillis), from: '+33700000000' }),
    /** What the fake accepted for a number. */
    accepted: (to: string) => state.fake!.acceptances().filter((one) => one.to === to),
  };
};

const accountOf = ({ accountSid, authToken, url: baseUrl }: FakeTwilio, timeoutMillis: number) => ({
  accountSid,
  authToken,
  baseUrl,
  perSecond: 1_000,
  timeoutMillis,
  realClock: systemClock(),
});
