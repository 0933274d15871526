import { z } from 'zod';
import type { BounceKind } from '../../../domain/bounce-policy.ts';
import type { SentState } from '../../../domain/message-state.ts';
import type { Channel } from '../../../domain/journey.ts';
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
  From: z.string().max(200).optional(),
  To: z.string().max(200).optional(),
  ChannelPrefix: z.string().max(30).optional(),
});

const reply = z.object({
  MessageSid: sid,
  From: z.string().regex(/^((rcs|whatsapp):)?\+[1-9]\d{6,14}$/),
  Body: z.string().max(2_000),
  /** Of a quick reply of a template: what its maker gave it, whatever the words on it. */
  ButtonPayload: z.string().max(2_000).optional(),
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
  '63003': 'permanent',
  '63024': 'permanent',
  '30003': 'transient',
};

/** The number answered STOP, or blocked the shop in WhatsApp, and Twilio refuses more. */
const optedOut: ReadonlySet<string | undefined> = new Set(['21610', '63014', '63033']);

/** Channels on which Twilio brings replies. RCS is a way in which text messages go. */
export type Replied = Exclude<Channel, 'email'>;

/** What Twilio told, under an id that makes the event one: it has none of its own. */
export type TwilioTold = Told & {
  readonly eventId: string;
  /** The provider that it is about, by its name in the ledger. */
  readonly provider: string;
  /** Of a reply that asks for something: what is to be answered, where Twilio has not done so itself. */
  readonly answer?: { readonly asks: Asks; readonly to: string; readonly channel: Replied };
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
  const { MessageSid: providerId, MessageStatus: type, ErrorCode: code, ...ends } = callback.parse(fields);
  const carrier = carrierOf(ends);
  const means = Object.hasOwn(meanings, type) ? meanings[type]! : null;
  return {
    about: 'message',
    provider: providerOf(carrier),
    eventId: `${providerId}:${type}`,
    type,
    occurredAt,
    providerId,
    messageId,
    means,
    bounce: means === 'bounced' && code !== undefined ? bounces[code] : undefined,
    stops: optedOut.has(code),
    // How a text message went: it may fall back to SMS while it is under way, and then says no more of RCS.
    detail: { ...(code !== undefined && { errorCode: code }), ...(carrier === 'rcs' && { carrier }) },
  };
};

const readReply = (fields: unknown, occurredAt: Date): TwilioTold => {
  const { MessageSid: id, From: from, Body: text, ButtonPayload: payload, OptOutType: optOut } = reply.parse(fields);
  const asks = optOut ? optOutAsks[optOut] : (replyAsks(payload ?? '') ?? replyAsks(text));
  const carrier = carrierOf({ From: from });
  const provider = providerOf(carrier);
  const channel = carrier === 'whatsapp' ? 'whatsapp' : 'sms';
  const address = from.replace(/^[a-z]+:/u, '');
  const eventId = `${id}:received`;
  if (!asks) return { about: 'nothing', provider, eventId, type: 'received' };
  const type = `reply.${asks}`;
  const answer = optOut === undefined ? { answer: { asks, to: address, channel } as const } : {};
  if (asks === 'help' || asks === 'contact') return { about: 'question', provider, eventId, type, address, ...answer };
  return {
    about: 'address',
    provider,
    eventId,
    type,
    occurredAt,
    channel,
    address,
    act: asks === 'stop' ? 'suppress' : 'lift',
    reason: 'stopped',
    reply: { id, words: text.trim().slice(0, mostWords) },
    ...answer,
  };
};

/** By what a message went or came, as its addresses say: `rcs:+33…`, `whatsapp:+33…`; a bare number is one of SMS. */
const carrierOf = ({
  From = '',
  To = '',
  ChannelPrefix,
}: {
  readonly From?: string | undefined;
  readonly To?: string | undefined;
  readonly ChannelPrefix?: string | undefined;
}): string | undefined => ChannelPrefix ?? /^([a-z]+):/u.exec(From)?.[1] ?? /^([a-z]+):/u.exec(To)?.[1];

const providerOf = (carrier: string | undefined): string => (carrier === 'whatsapp' ? 'twilio-whatsapp' : 'twilio');

/** What Twilio itself understood, where a messaging service of its has keywords: it has answered then, too. */
const optOutAsks = { STOP: 'stop', START: 'start', HELP: 'help' } as const;

/** Characters of a reply that are kept as proof; who means STOP says it at once. */
const mostWords = 160;
