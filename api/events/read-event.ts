import { createHash } from 'node:crypto';
import type { Millis } from '../../domain/time/instant.ts';
import type { Received } from '../intake/received.ts';
import { stable } from '../state/clock.ts';
import { catalogue, isEventType, type StoreEvent } from './catalogue.ts';
import { type Flaw, flawsOf } from './flaw.ts';
import { findUnstorable } from './storable.ts';

export type Reading =
  | { readonly ok: true; readonly received: Received }
  | { readonly ok: false; readonly id?: string; readonly flaws: readonly Flaw[] };

/** How far ahead of the store's clock an event may claim to have happened. */
const aheadMillis = 24 * 60 * 60 * 1000;

/** Validates one event as received; `now` is the store's time. */
export const readEvent = (body: unknown, now: Millis): Reading => {
  const refuse = (flaws: readonly Flaw[]): Reading => ({ ok: false, ...idOf(body), flaws });
  const unstorable = findUnstorable(body);
  if (unstorable) return refuse([unstorable]);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse([{ field: '', problem: 'an event is an object' }]);
  }
  const type: unknown = (body as { readonly type?: unknown }).type;
  if (!isEventType(type)) {
    return refuse([{ field: 'type', problem: 'is not an event type; GET /v1/events/schema lists them' }]);
  }
  const result = catalogue[type].schema.safeParse(body);
  if (!result.success) {
    return refuse(flawsOf(result.error));
  }
  const event = result.data as StoreEvent;
  if (Date.parse(event.occurredAt) > now + aheadMillis) {
    return refuse([{ field: 'occurredAt', problem: 'is more than a day ahead of the clock' }]);
  }
  return { ok: true, received: { event, body, hash: hashOf(body) } };
};

/** The same for the same contents, whatever the order of keys and the white space. */
export const hashOf = (body: unknown): string => createHash('sha256').update(stable(body)).digest('hex');

const idOf = (body: unknown): { readonly id?: string } => {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && id.length <= 200 && !findUnstorable(id) ? { id } : {};
};
