import { z } from 'zod';
import type { StoreEventType } from '../../domain/events.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { Flaw } from '../events/flaw.ts';
import { hashOf, readEvent, type Reading } from '../events/read-event.ts';
import { Problem } from '../http/problem.ts';

/** What a browser may tell: what its visitor looked at and put into the cart. Never an order, a consent or a profile. */
export const browserEvents = [
  'product.viewed',
  'page.viewed',
  'cart.updated',
  'cart.emptied',
  'checkout.started',
] as const satisfies readonly StoreEventType[];

/** Made by the script from 128 random bits: who knows it has the visitor's browser. */
const visitor = z.string().regex(/^rlv_[0-9a-f]{32}$/, 'must be the visitor that the script made');

const event = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/, 'has at most 64 letters, digits, _ and -'),
  type: z.enum(browserEvents),
  /** Milliseconds of the browser's own clock, which may be wrong. */
  at: z.int(),
  data: z.record(z.string().max(60), z.unknown()),
});

const body = z.strictObject({
  visitor,
  /** The browser's clock when it sends: what matters is how long ago something happened. */
  sentAt: z.int(),
  /** Who the visitor says to be. */
  claims: z.record(z.string().max(60), z.unknown()).nullish(),
  events: z.array(z.unknown()).max(20).default([]),
});

export type BrowserBody = z.output<typeof body>;

/** @throws Problem 422 that names the field. */
export const readBody = (told: unknown): BrowserBody => {
  const read = body.safeParse(told);
  if (read.success) return read.data;
  throw new Problem(422, 'invalid_body', 'the body is not what the script sends', { flaws: flawsOf(read.error) });
};

const flawsOf = (error: z.ZodError): readonly Flaw[] =>
  error.issues.map(({ path, message }) => ({ field: path.join('.'), problem: message }));

const dayMillis = 24 * 60 * 60 * 1000;
const maxLines = 50;

/**
 * One event of a visitor, as intake takes events: about the visitor and nobody else, under ids that no server and
 * no other visitor can have, with links to the shop's own pages only.
 */
export const readBrowserEvent = (
  told: unknown,
  { visitor: by, sentAt }: Pick<BrowserBody, 'visitor' | 'sentAt'>,
  shop: { readonly origins: readonly string[]; readonly now: Millis },
): Reading => {
  const read = event.safeParse(told);
  if (!read.success) return { ok: false, ...idOf(told), flaws: flawsOf(read.error) };
  const { id, type, at, data } = read.data;
  const flaw = forbidden(data, shop.origins);
  if (flaw) return { ok: false, id, flaws: [flaw] };
  const ago = Math.min(Math.max(sentAt - at, 0), dayMillis);
  const whole = {
    id: `${by}/${id}`,
    type,
    occurredAt: toInstant(shop.now - ago),
    customer: { anonymousId: by },
    data: ownCart(by, data),
  };
  const reading = readEvent(whole, shop.now);
  if (!reading.ok) return { ...reading, id };
  // Told again later it is the same event, though our clock went on.
  return { ok: true, received: { ...reading.received, hash: hashOf({ by, ...read.data }) } };
};

/** A visitor's carts are its own, whatever they are called: nobody can write into another one's. */
const ownCart = (by: string, data: Readonly<Record<string, unknown>>) =>
  typeof data['cartId'] === 'string' ? { ...data, cartId: `${by}/${data['cartId'].trim()}` } : data;

const forbidden = (data: Readonly<Record<string, unknown>>, origins: readonly string[]): Flaw | undefined => {
  const { lines, url } = data;
  if (Array.isArray(lines) && lines.length > maxLines) {
    return { field: 'data.lines', problem: `has at most ${maxLines} lines` };
  }
  if (typeof url === 'string' && !(URL.canParse(url) && origins.includes(new URL(url).origin))) {
    return { field: 'data.url', problem: 'must be a page of an origin of the key' };
  }
  return undefined;
};

const idOf = (told: unknown): { readonly id?: string } => {
  const id = typeof told === 'object' && told !== null && 'id' in told ? told.id : undefined;
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? { id } : {};
};
