import { Resend } from 'resend';
import { messageTag } from '../../domain/delivery.ts';
import { type Clock } from '../../domain/time/clock.ts';
import { watchConnections } from './connection-watch.ts';
import type { Provider, ProviderAnswer } from './provider.ts';

export interface ResendOptions {
  readonly apiKey: string;
  /** Another server that speaks Resend's API. */
  readonly baseUrl?: string | undefined;
  readonly timeoutMillis: number;
  /** Real time, to read a Retry-After that is a date. */
  readonly realClock: Clock;
}

type SendAnswer = Awaited<ReturnType<Resend['emails']['send']>>;

/** Resend keeps idempotency keys for 24 hours (https://resend.com/docs/dashboard/emails/idempotency-keys). */
const keyTtlMillis = 24 * 3_600_000;

/** How long an exhausted daily or monthly quota is left alone. */
const quotaPauseMillis = 15 * 60_000;

const quotaErrors: ReadonlySet<string> = new Set(['daily_quota_exceeded', 'monthly_quota_exceeded']);

/** Errors about the key, the domain or the sender, whatever message comes with them. */
const accountErrors: ReadonlySet<string> = new Set([
  'missing_api_key',
  'invalid_api_key',
  'restricted_api_key',
  'invalid_from_address',
  'invalid_access',
  'invalid_region',
  'security_error',
]);

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
    keyTtlMillis,
    timeoutMillis,
    send: async ({ key, messageId, message, signal }) => {
      const call = connections.begin(key);
      try {
        // The SDK has no time-out of its own and answers an aborted call like a lost one.
        const answer = await resend.emails.send(
          { ...message, tags: [{ name: messageTag, value: messageId }] },
          { idempotencyKey: key, signal },
        );
        return call.neverSent() ? { answer: 'refused', detail: 'not connected' } : read(answer, realClock);
      } finally {
        call.end();
      }
    },
  };
};

/**
 * The SDK never throws: a lost socket, a truncated body and an abort come as an error without a status, and
 * an answer whose body is `null` as neither data nor error. Only an id means accepted.
 */
const read = (answer: SendAnswer, clock: Clock): ProviderAnswer => {
  if (typeof answer.data?.id === 'string' && answer.data.id !== '') return { answer: 'accepted', id: answer.data.id };
  const error = answer.error;
  if (!error) return { answer: 'uncertain', detail: 'an answer without an id' };
  // The status is the one that the body claims: it may be missing.
  const status = typeof error.statusCode === 'number' ? error.statusCode : undefined;
  // Resend's message may quote an address: only its code is kept.
  const detail = `${status ?? 'no status'} ${error.name ?? ''}`.trim();
  const wait = retryAfter(answer.headers, clock);
  const retry = wait === undefined ? {} : { retryAfterMillis: wait };
  if (quotaErrors.has(error.name)) return { answer: 'refused', detail, retryAfterMillis: quotaPauseMillis };
  if (status === 429 || error.name === 'rate_limit_exceeded') return { answer: 'refused', detail, ...retry };
  if (error.name === 'invalid_idempotent_request') return { answer: 'conflict', detail };
  // Its own name says it: the first call with this key is still under way.
  if (error.name === 'concurrent_idempotent_requests') return { answer: 'uncertain', detail, retryAfterMillis: 1_000 };
  if (status === undefined || status < 400 || status >= 500 || status === 408 || status === 409) {
    return { answer: 'uncertain', detail, ...retry };
  }
  const misconfigured = accountErrors.has(error.name) || [401, 403, 404, 405].includes(status);
  return { answer: 'never', reason: misconfigured ? 'misconfigured' : 'refused', detail };
};

/** Retry-After in milliseconds: seconds or a date (RFC 9110, section 10.2.3). */
const retryAfter = (headers: SendAnswer['headers'], clock: Clock): number | undefined => {
  const value = headers?.['retry-after'];
  if (!value) return undefined;
  const seconds = Number(value);
  const millis = Number.isNaN(seconds) ? Date.parse(value) - clock.now() : seconds * 1000;
  return Number.isNaN(millis) ? undefined : Math.max(0, millis);
};
