import type { Provider, ProviderAnswer, ProviderCall, ProviderContract } from '../provider.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { type HttpAnswer, readAnswer } from './read-answer.ts';

/** An account of Twilio, whatever is sent from it. */
export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
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
 * What Twilio promises of any message: making one is not idempotent (https://www.twilio.com/docs/api/errors/20500), so a
 * call whose answer is lost is never repeated, but looked for in the account's list.
 */
export const twilioContract = ({ perSecond, timeoutMillis }: TwilioAccount) =>
  ({
    supportsKey: false,
    keyTtlMillis: 0,
    replaysErrors: false,
    canList: true,
    maxBatch: 1,
    rateFromHeaders: false,
    perSecond,
    timeoutMillis,
  }) as const satisfies ProviderContract & Pick<Provider, 'timeoutMillis'>;

/** Calls of one account's messages. */
export interface TwilioConnection {
  /** Makes a message of what tells it apart; where Twilio reports is added. */
  readonly make: (fields: Readonly<Record<string, string>>, call: ProviderCall) => Promise<ProviderAnswer>;
  readonly messagesPath: string;
  readonly get: (path: string, signal: AbortSignal) => Promise<HttpAnswer>;
}

export const connectTwilio = (account: TwilioAccount): TwilioConnection => {
  const { accountSid, authToken, baseUrl = defaultBaseUrl, statusCallback, realClock } = account;
  const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const request = async (path: string, init: RequestInit): Promise<HttpAnswer> => {
    // A redirect would carry the message somewhere else.
    const response = await fetch(new URL(path, baseUrl), { ...init, redirect: 'manual', headers: { authorization } });
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  };
  return {
    messagesPath,
    make: async (fields, { messageId, signal }) => {
      const body = new URLSearchParams({
        ...fields,
        ...(statusCallback && { StatusCallback: `${statusCallback}?message=${messageId}` }),
      });
      try {
        return readAnswer(await request(messagesPath, { method: 'POST', body, signal }), realClock);
      } catch (error) {
        return readFailure(error);
      }
    },
    get: async (path, signal) => request(path, { signal }),
  };
};

/** A call without an answer: surely not sent, only when there was no connection. */
const readFailure = (error: unknown): ProviderAnswer => {
  const cause = (error as { cause?: { code?: string; errors?: readonly { code?: string }[] } }).cause;
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)].filter((code) => code !== undefined);
  return codes.length > 0 && codes.every((code) => notConnected.has(code))
    ? { answer: 'refused', detail: 'not connected' }
    : { answer: 'uncertain', detail: codes[0] ?? (error as Error).name };
};
