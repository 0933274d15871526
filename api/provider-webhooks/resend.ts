import { z } from 'zod';
import type { BounceKind } from '../../domain/bounce-policy.ts';
import { messageTag } from '../../domain/delivery.ts';
import type { SentState } from '../../domain/message-state.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Told } from './told.ts';

/** What is read of an event; recipients, subjects, addresses of readers are left where they are. */
const anyEvent = z.object({
  type: z.string().regex(/^[a-z_.]{1,60}$/),
  created_at: z.string().max(40),
});

/** A word of Resend's own; anything longer may be a text with an address in it. */
const word = z.string().transform((text) => (/^[A-Za-z_]{1,40}$/.test(text) ? text : 'other'));

const messageEvent = z.object({
  data: z.object({
    email_id: z.string().regex(/^[\w-]{1,64}$/),
    tags: z
      .object({ [messageTag]: z.uuid().optional().catch(undefined) })
      .optional()
      .catch(undefined),
    bounce: z.object({ type: word, subType: word.optional() }).optional(),
    suppressed: z.object({ type: word }).optional(),
    failed: z.object({ reason: word }).optional(),
  }),
});

const listEvent = z.object({
  data: z.object({ email: z.email().max(254), origin: z.enum(['bounce', 'complaint', 'manual']) }),
});

/**
 * What each type means to the ledger (https://resend.com/docs/webhooks/event-types). Openings are not here: they
 * are never measured. A click tells only that it was one.
 */
const meanings: Readonly<Record<string, SentState | null>> = {
  'email.sent': 'accepted',
  'email.scheduled': 'accepted',
  'email.delivery_delayed': 'accepted',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.failed': 'bounced',
  'email.suppressed': 'bounced',
  'email.complained': 'complained',
  'email.clicked': null,
};

const bounceTypes: Readonly<Record<string, BounceKind>> = {
  Permanent: 'permanent',
  Undetermined: 'undetermined',
  Transient: 'transient',
};

const listReasons = { bounce: 'bounced', complaint: 'complained', manual: 'manual' } as const;

/**
 * Reads an event of Resend. One that it does not know is acknowledged: types are added at any time.
 *
 * @throws z.ZodError when an event of a known type is not what Resend documents.
 */
export const readResendEvent = (body: unknown, now: Millis): Told => {
  const { type, created_at: createdAt } = anyEvent.parse(body);
  const isList = type === 'suppression.added' || type === 'suppression.removed';
  if (!isList && !Object.hasOwn(meanings, type)) return { about: 'nothing', type };
  const occurredAt = instant(now).parse(createdAt);
  if (isList) {
    const { data } = listEvent.parse(body);
    const act = type === 'suppression.added' ? 'suppress' : 'lift';
    const address = data.email.toLowerCase();
    return { about: 'address', type, occurredAt, channel: 'email', address, act, reason: listReasons[data.origin] };
  }
  const { data } = messageEvent.parse(body);
  return {
    about: 'message',
    type,
    occurredAt,
    providerId: data.email_id,
    messageId: data.tags?.[messageTag],
    means: meanings[type] ?? null,
    bounce: bounceOf(type, data),
    detail: detailOf(type, data),
  };
};

type Data = z.infer<typeof messageEvent>['data'];

const bounceOf = (type: string, { bounce }: Data): BounceKind | undefined => {
  // Resend's own list refuses the address: as good as a permanent bounce. A failed e-mail says nothing of it.
  if (type === 'email.suppressed') return 'permanent';
  return type === 'email.bounced' ? (bounceTypes[bounce?.type ?? ''] ?? 'undetermined') : undefined;
};

const detailOf = (type: string, { bounce, suppressed, failed }: Data): Readonly<Record<string, string>> => {
  if (type === 'email.bounced' && bounce) {
    return { bounceType: bounce.type, ...(bounce.subType !== undefined && { bounceSubType: bounce.subType }) };
  }
  if (type === 'email.suppressed' && suppressed) return { suppressedType: suppressed.type };
  return type === 'email.failed' && failed ? { failedReason: failed.reason } : {};
};

/** From the year 2020 to a day ahead. */
const instant = (now: Millis) =>
  z.string().transform((text, context): Date => {
    const millis = Date.parse(text);
    if (millis > Date.UTC(2020, 0) && millis < now + 86_400_000) return new Date(millis);
    context.addIssue({ code: 'custom', message: 'not an instant of these years', path: ['created_at'] });
    return z.NEVER;
  });
