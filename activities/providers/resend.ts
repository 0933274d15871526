import { Resend } from 'resend';
import { isEmail } from '../../db/schema/ledger.ts';
import { messageTag } from '../../domain/delivery.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { watchConnections } from './http/connection-watch.ts';
import type { Provider } from './provider.ts';
import { findInList } from './resend/find.ts';
import { readRecord } from './resend/record.ts';
import { readAnswer } from './resend/read-answer.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** Another server that speaks Resend's API. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMillis: number;
  /** Real time, to read a Retry-After that is a date. */
  readonly realClock: Clock;
}

/** Resend keeps idempotency keys for 24 hours (https://resend.com/docs/dashboard/emails/idempotency-keys). */
const keyTtlMillis = 24 * 3_600_000;

/** The lowest limit that Resend's pages have ever named; the first answer tells the account's own. */
const perSecondUntilTold = 2;

const defaultBaseUrl = 'https://api.resend.com';

/** E-mail through Resend. */
export const resendProvider = ({
  apiKey,
  baseUrl = defaultBaseUrl,
  timeoutMillis,
  realClock,
}: ResendOptions): Provider => {
  const resend = new Resend(apiKey, { baseUrl });
  const connections = watchConnections(baseUrl);
  return {
    name: 'resend',
    supportsKey: true,
    keyTtlMillis,
    replaysErrors: false,
    canList: true,
    maxBatch: 100,
    rateFromHeaders: true,
    perSecond: perSecondUntilTold,
    timeoutMillis,
    send: async ({ key, messageId, message, signal }) => {
      if (!isEmail(message)) return { answer: 'never', reason: 'misconfigured', detail: 'Resend sends e-mail only' };
      const call = connections.begin(key);
      try {
        // The SDK has no time-out of its own and answers an aborted call like a lost one.
        const answer = await resend.emails.send(
          { ...message, tags: [{ name: messageTag, value: messageId }] },
          { idempotencyKey: key, signal },
        );
        return call.neverSent() ? { answer: 'refused', detail: 'not connected' } : readAnswer(answer, realClock);
      } finally {
        call.end();
      }
    },
    find: async (search) => findInList(resend, search),
    record: (since) => readRecord(resend, since),
  };
};
