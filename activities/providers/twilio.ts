import { isEmail } from '../../db/schema/ledger.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Provider, ProviderAnswer, ProviderCall } from './provider.ts';
import { findInList } from './twilio/find.ts';
import { type HttpAnswer, readAnswer } from './twilio/read-answer.ts';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number or sender of the account, or one of its messaging services. */
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string };
  /** Another server that speaks Twilio's API. */
  readonly baseUrl?: string | undefined;
  /** Where Twilio tells what becomes of a message; the id of ours is added. */
  readonly statusCallback?: string | undefined;
  /** Messages a second: Twilio's answers do not tell a limit. */
  readonly perSecond: number;
  readonly timeoutMillis: number;
  /** Real time, to read a Retry-After that is a date. */
  readonly realClock: Clock;
}

const defaultBaseUrl = 'https://api.twilio.com';

/** Codes of a connection that was never made: nothing was sent. */
const notConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Text messages through Twilio's HTTP API. Making a message is not idempotent there
 * (https://www.twilio.com/docs/api/errors/20500): a call whose answer is lost is never repeated, but looked for in
 * the account's list.
 */
export const twilioProvider = (options: TwilioOptions): Provider => {
  const { accountSid, authToken, baseUrl = defaultBaseUrl, perSecond, timeoutMillis, realClock } = options;
  const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const request = async (path: string, init: RequestInit): Promise<HttpAnswer> => {
    // A redirect would carry the message somewhere else.
    const response = await fetch(new URL(path, baseUrl), { ...init, redirect: 'manual', headers: { authorization } });
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  };
  return {
    name: 'twilio',
    supportsKey: false,
    keyTtlMillis: 0,
    replaysErrors: false,
    canList: true,
    maxBatch: 1,
    rateFromHeaders: false,
    perSecond,
    timeoutMillis,
    send: async (call) => {
      if (isEmail(call.message)) return { answer: 'never', reason: 'misconfigured', detail: 'Twilio sends SMS only' };
      try {
        const answer = await request(messagesPath, { method: 'POST', body: form(options, call), signal: call.signal });
        return readAnswer(answer, realClock);
      } catch (error) {
        return readFailure(error);
      }
    },
    find: async (search) => {
      try {
        return await findInList(async (path) => request(path, { signal: search.signal }), messagesPath, search);
      } catch (error) {
        return { found: 'unreadable', detail: `no answer: ${(error as Error).name}` };
      }
    },
  };
};

const form = ({ sender, statusCallback }: TwilioOptions, { message, messageId }: ProviderCall): URLSearchParams =>
  new URLSearchParams({
    To: message.to,
    ...('from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingServiceSid }),
    Body: message.text,
    // Or the list would show another body than the one that was given.
    SmartEncoded: 'false',
    ...(statusCallback && { StatusCallback: `${statusCallback}?message=${messageId}` }),
  });

/** A call without an answer: surely not sent, only when there was no connection. */
const readFailure = (error: unknown): ProviderAnswer => {
  const cause = (error as { cause?: { code?: string; errors?: readonly { code?: string }[] } }).cause;
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)].filter((code) => code !== undefined);
  return codes.length > 0 && codes.every((code) => notConnected.has(code))
    ? { answer: 'refused', detail: 'not connected' }
    : { answer: 'uncertain', detail: codes[0] ?? (error as Error).name };
};
