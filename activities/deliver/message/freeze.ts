import { createHash } from 'node:crypto';
import { type FrozenMessage, isEmail, isWhatsapp } from '../../../db/schema/ledger.ts';
import type { Channel } from '../../../domain/journey.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { RenderedMessage } from '../../templates/view.ts';
import type { RenderInputs } from './view.ts';

export interface FreezeInput {
  readonly inputs: Pick<RenderInputs, 'from' | 'to'>;
  readonly body: RenderedMessage;
  readonly channel: Channel;
  /** By what mailbox providers know it. */
  readonly headers: Readonly<Record<string, string>>;
  /** In the store's time, taken under the customer's lock: a judge compares it with purchases. */
  readonly claimedAt: Instant;
}

/** Completes a rendered message to what every attempt gives to the provider. */
export const freeze = ({ inputs, body, channel, headers, claimedAt }: FreezeInput): FrozenMessage => {
  if (channel === 'whatsapp') return { to: inputs.to, text: body.text, ...body.approved! };
  if (channel === 'sms') return { to: inputs.to, text: body.text };
  return canonical({
    from: inputs.from,
    to: inputs.to,
    ...body,
    headers: { ...headers, 'X-Relance-Claimed-At': claimedAt },
  });
};

/** One order of fields and headers: PostgreSQL's jsonb keeps none, and the provider compares bytes. */
export const canonical = (message: FrozenMessage): FrozenMessage => {
  if (isWhatsapp(message)) {
    const { to, text, content, values } = message;
    return { to, text, content, values: [...values] };
  }
  if (!isEmail(message)) return { to: message.to, text: message.text };
  const { from, to, subject, html, text, headers } = message;
  const sorted = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { from, to, subject, html, text, headers: Object.fromEntries(sorted) };
};

/** SHA-256 of the frozen message, in hexadecimal. */
export const bodyHash = (message: FrozenMessage): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(message)))
    .digest('hex');
