import type { Clock } from '../../../domain/time/clock.ts';
import { type Headers, retryAfterMillis } from '../http/rate-headers.ts';
import type { ProviderAnswer } from '../provider.ts';

/** An answer as it came: the body may be anything. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Codes that speak of this message alone, whatever their status (https://www.twilio.com/docs/api/errors): a number
 * that is none, is no mobile, lies in a region that is not allowed, or whose owner answered STOP; a WhatsApp template
 * that is not approved, or that WhatsApp does not deliver to this person.
 */
const aboutTheMessage: ReadonlySet<number> = new Set([
  21211, 21217, 21265, 21408, 21604, 21605, 21608, 21610, 21612, 21614, 21617, 21635, 21654, 21655, 21656, 30007, 63003,
  63005, 63013, 63014, 63016, 63021, 63024, 63027, 63028, 63032, 63033, 63049,
]);

/** Of these, the ones that no other message to the number would fare better with. */
const aboutTheRecipient: Readonly<Record<number, 'stopped' | 'bounced'>> = {
  21610: 'stopped',
  21211: 'bounced',
  21614: 'bounced',
  63003: 'bounced',
  63024: 'bounced',
  63014: 'stopped',
  63033: 'stopped',
};

/** Codes that speak of the account, its sender or its configuration: the next message fares no better. */
const aboutTheAccount: ReadonlySet<number> = new Set([
  20003, 20005, 20006, 20404, 21212, 21603, 21606, 21609, 21659, 21660, 21701, 21703, 21704, 21705, 30002, 63007, 63010,
  63020,
]);

/** The account's daily limit. */
const quotaCodes: ReadonlySet<number> = new Set([63038]);

/** Too many calls at a time; too many messages queued for the sender, or given to WhatsApp. */
const rateCodes: ReadonlySet<number> = new Set([20429, 14107, 21611, 63018]);

/** What Twilio's answer to `POST …/Messages.json` means. Only a sid means accepted. */
export const readAnswer = ({ status, headers, body }: HttpAnswer, clock: Clock): ProviderAnswer => {
  const read = parse(body);
  if (status >= 200 && status < 300) {
    const { sid } = read;
    return typeof sid === 'string' && /^(SM|MM)[0-9a-f]{32}$/i.test(sid)
      ? { answer: 'accepted', id: sid }
      : { answer: 'uncertain', detail: 'an answer without a sid', answered: true };
  }
  const code = typeof read.code === 'number' ? read.code : undefined;
  // Twilio's message quotes numbers: only its code is kept.
  const detail = code === undefined ? String(status) : `${status} ${code}`;
  const wait = retryAfterMillis(headers, clock);
  const retry = wait === undefined ? {} : { retryAfterMillis: wait };
  // "SMS is not idempotent": a message may have been made (https://www.twilio.com/docs/api/errors/20500).
  if (status < 400 || status >= 500 || status === 408 || status === 409) {
    return { answer: 'uncertain', detail, ...retry, answered: true };
  }
  if (code !== undefined && quotaCodes.has(code)) return { answer: 'refused', detail, pause: { reason: 'quota' } };
  if (status === 429 || (code !== undefined && rateCodes.has(code))) {
    return { answer: 'refused', detail, rateLimited: true, ...retry };
  }
  if (code !== undefined && aboutTheMessage.has(code)) {
    const recipient = aboutTheRecipient[code];
    return { answer: 'never', reason: 'refused', detail, ...(recipient && { recipient }) };
  }
  if ([401, 403, 404, 405].includes(status) || (code !== undefined && aboutTheAccount.has(code))) {
    return { answer: 'refused', detail, pause: { reason: 'account' } };
  }
  return { answer: 'never', reason: 'refused', detail };
};

const parse = (body: string): { readonly sid?: unknown; readonly code?: unknown } => {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
};
