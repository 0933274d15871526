import { z } from 'zod';
import type { BounceKind } from '../../../domain/bounce-policy.ts';
import type { SentState } from '../../../domain/message-state.ts';
import type { Told } from '../told.ts';
import { type Asks, replyAsks } from './keywords.ts';

const sid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i);

/** What is read of a status callback; numbers and texts are left where they are. */
const callback = z.object({
  MessageSid: sid,
  MessageStatus: z.string().regex(/^[a-z_]{1,30}$/),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});

const reply = z.object({
  MessageSid: sid,
  From: z.string().regex(/^\+[1-9]\d{6,14}$/),
  Body: z.string().max(2_000),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
});

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const meanings: Readonly<Record<string, SentState>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'accepted',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'bounced',
  failed: 'bounced',
  canceled: 'bounced',
};

/** Codes that speak of the number (https://www.twilio.com/docs/api/errors); the others say nothing of it. */
const bounces: Readonly<Record<string, BounceKind>> = {
  '21211': 'permanent',
  '21614': 'permanent',
  '30005': 'permanent',
  '30006': 'permanent',
  '30003': 'transient',
};

/** The number answered STOP, and Twilio refuses more. */
const optedOut = '21610';

/** What Twilio told, under an id that makes the event one: it has none of its own. */
export type TwilioTold = Told & {
  readonly eventId: string;
  /** Of a reply that asks for something: what is to be answered, where Twilio has not done so itself. */
  readonly answer?: { readonly asks: Asks; readonly to: string };
};

/**
 * Reads a status callback or a reply to a message. `now` is when it happened: Twilio does not say.
 *
 * @throws z.ZodError when it is neither.
 */
export const readTwilioEvent = (form: URLSearchParams, messageId: string | undefined, now: Date): TwilioTold => {
  // A name that comes twice has no one meaning: no schema takes a list.
  const fields = Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
  return form.has('MessageStatus') ? readCallback(fields, messageId, now) : readReply(fields, now);
};

const readCallback = (fields: unknown, messageId: string | undefined, occurredAt: Date): TwilioTold => {
  const { MessageSid: providerId, MessageStatus: type, ErrorCode: code } = callback.parse(fields);
  const means = Object.hasOwn(meanings, type) ? meanings[type]! : null;
  return {
    about: 'message',
    eventId: `${providerId}:${type}`,
    type,
    occurredAt,
    providerId,
    messageId,
    means,
    bounce: means === 'bounced' && code !== undefined ? bounces[code] : undefined,
    stops: code === optedOut,
    detail: code === undefined ? {} : { errorCode: code },
  };
};

const readReply = (fields: unknown, occurredAt: Date): TwilioTold => {
  const { MessageSid: id, From: address, Body: text, OptOutType: optOut } = reply.parse(fields);
  const asks = optOut ? optOutAsks[optOut] : replyAsks(text);
  const eventId = `${id}:received`;
  if (!asks) return { about: 'nothing', eventId, type: 'received' };
  const type = `reply.${asks}`;
  const answer = optOut === undefined ? { answer: { asks, to: address } } : {};
  if (asks === 'help' || asks === 'contact') return { about: 'question', eventId, type, address, ...answer };
  return {
    about: 'address',
    eventId,
    type,
    occurredAt,
    channel: 'sms',
    address,
    act: asks === 'stop' ? 'suppress' : 'lift',
    reason: 'stopped',
    reply: { id, words: text.trim().slice(0, mostWords) },
    ...answer,
  };
};

/** What Twilio itself understood, where a messaging service of its has keywords: it has answered then, too. */
const optOutAsks = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

/** Characters of a reply that are kept as proof; who means STOP says it at once. */
const mostWords = 160;
