import { createHmac, randomUUID } from 'node:crypto';

/** One message as Resend's events speak of it. */
export interface ToldMessage {
  /** Resend's id. */
  readonly id: string;
  readonly to: string;
  readonly subject?: string;
  /** The tags that it was sent with. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What Resend posts, with everything personal that it posts (https://resend.com/docs/webhooks/event-types). */
export const resendEvent = (
  type: string,
  { id, to, subject = 'Your cart waits', tags = {} }: ToldMessage,
  at: number,
  more: Readonly<Record<string, unknown>> = {},
): string =>
  JSON.stringify({
    type,
    created_at: new Date(at).toISOString(),
    data: {
      email_id: id,
      message_id: `<${id}@resend.example>`,
      created_at: new Date(at).toISOString(),
      from: 'Shop <hello@shop.example>',
      to: [to],
      subject,
      tags,
      ...more,
    },
  });

export const bounce = (type: string, subType = 'General') => ({
  bounce: { type, subType, message: 'The mailbox of ada@shop.example is not there' },
});

/** The headers with which Svix signs `body` (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
export const svixHeaders = (
  secret: string,
  body: string | Buffer,
  {
    id = `msg_${randomUUID()}`,
    seconds = Math.floor(Date.now() / 1000),
  }: { readonly id?: string; readonly seconds?: number } = {},
): Record<string, string> => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64');
  return { 'svix-id': id, 'svix-timestamp': String(seconds), 'svix-signature': `v1,${signature}` };
};

/** The tags of a message that was sent, as Resend's events show them. */
export const tagsOf = (body: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ((body['tags'] ?? []) as readonly { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
