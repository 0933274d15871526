import type { Resend } from 'resend';
import type { Clock } from '../../../domain/time/clock.ts';
import { rateSeen, retryAfterMillis } from '../http/rate-headers.ts';
import type { ProviderAnswer } from '../provider.ts';

type SendAnswer = Awaited<ReturnType<Resend['emails']['send']>>;

const quotaErrors: ReadonlySet<string> = new Set(['daily_quota_exceeded', 'monthly_quota_exceeded']);

/** Errors about the key or the account, whatever status and message come with them. */
const accountErrors: ReadonlySet<string> = new Set([
  'missing_api_key',
  'invalid_api_key',
  'restricted_api_key',
  'invalid_access',
  'invalid_region',
  'security_error',
]);

/**
 * What Resend's answer means (https://resend.com/docs/api-reference/errors). The SDK never throws: a lost socket, a
 * truncated body and an abort come as an error without a status, and an answer whose body is `null` as neither data
 * nor error. Only an id means accepted.
 */
export const readAnswer = (answer: SendAnswer, clock: Clock): ProviderAnswer => {
  const rate = rateSeen(answer.headers);
  return { ...meaning(answer, clock), ...(rate && { rate }) };
};

const meaning = (answer: SendAnswer, clock: Clock): ProviderAnswer => {
  if (typeof answer.data?.id === 'string' && answer.data.id !== '') return { answer: 'accepted', id: answer.data.id };
  const error = answer.error;
  if (!error) return { answer: 'uncertain', detail: 'an answer without an id', answered: true };
  // The status is the one that the body claims: it may be missing.
  const status = typeof error.statusCode === 'number' ? error.statusCode : undefined;
  // Resend's message may quote an address: only its code is kept.
  const detail = `${status ?? 'no status'} ${error.name ?? ''}`.trim();
  const wait = retryAfterMillis(answer.headers, clock);
  const retry = wait === undefined ? {} : { retryAfterMillis: wait };
  if (quotaErrors.has(error.name)) {
    return { answer: 'refused', detail, pause: { reason: 'quota', ...(wait !== undefined && { millis: wait }) } };
  }
  if (status === 429 || error.name === 'rate_limit_exceeded') {
    return { answer: 'refused', detail, rateLimited: true, ...retry };
  }
  if (error.name === 'invalid_idempotent_request') return { answer: 'conflict', detail };
  // Its own name says it: the first call with this key is still under way.
  if (error.name === 'concurrent_idempotent_requests') return { answer: 'uncertain', detail, retryAfterMillis: 1_000 };
  // The sender's address is malformed: a matter of this message, however it got its status.
  if (error.name === 'invalid_from_address') return { answer: 'never', reason: 'misconfigured', detail };
  if (accountErrors.has(error.name)) return { answer: 'refused', detail, pause: { reason: 'account' } };
  if (status === undefined || status < 400 || status >= 500 || status === 408 || status === 409) {
    return { answer: 'uncertain', detail, ...retry, answered: status !== undefined };
  }
  if ([401, 403, 404, 405].includes(status)) {
    // A domain that is not verified: the other stores' domains may well be.
    const senderOnly = status === 403 && error.name === 'validation_error';
    return { answer: 'refused', detail, pause: { reason: 'account', ...(senderOnly && { senderOnly }) } };
  }
  return { answer: 'never', reason: 'refused', detail };
};
