import { catalogue } from '../../api/events/catalogue.ts';
import type { EventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { ToldEvent } from '../backtest/input/mapping.ts';
import type { Persona } from './persona.ts';
import { SimulateOptionError } from './simulate-error.ts';
import { euros, exampleOf, toldAs, triggerOf } from './trigger.ts';

/** Something that happens after the trigger. */
export interface Happening {
  readonly type: EventType;
  readonly after: Duration;
}

export interface StoryOptions {
  readonly spec: JourneySpec;
  readonly persona: Persona;
  /** When the trigger happens. */
  readonly at: Millis;
  readonly happenings: readonly Happening[];
  /** What the trigger says differently from its example, such as `via: quiz`. */
  readonly data?: Readonly<Record<string, unknown>>;
}

const id = 'persona';
const sku = 'sku-1';

/** The events of a simulation, in order of time: the past of the persona, the trigger, and what happens then. */
export const storyOf = ({ spec, persona, at, happenings, data }: StoryOptions): readonly ToldEvent[] => {
  const { type, leads, data: trigger } = triggerOf(spec, data);
  const told = (event: EventType, after: Millis, more: ToldEvent['data'] = {}): ToldEvent => {
    const by = toldAs(event);
    if (by === undefined)
      throw new SimulateOptionError(`${event} comes with a date: no store's event brings it about.`);
    return {
      id: `${event} ${after}`,
      type: by,
      occurredAt: toInstant(at + after),
      ...(catalogue[by].customer === 'required' && { customer: { id } }),
      data: sharing({ ...exampleOf(by), ...more }, trigger),
    };
  };
  return [
    ...pastOf(persona, at),
    ...leads.slice(0, -1).map((one) => told(one.type, -durationMillis(one.ago), one.data)),
    told(type, 0, trigger),
    ...happenings.map((one) => told(one.type, durationMillis(one.after))),
  ].toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
};

/** The events of a persona's life, in order of time: their past, and what they do from `at` on. */
export const lifeOf = (persona: Persona, at: Millis): readonly ToldEvent[] =>
  [
    ...pastOf(persona, at),
    ...(persona.life ?? []).map(({ type, after, data }, place): ToldEvent => ({
      id: `${place} ${type}`,
      type,
      occurredAt: toInstant(at + durationMillis(after)),
      ...(catalogue[type].customer === 'required' && { customer: { id } }),
      data: { ...exampleOf(type), ...data },
    })),
  ].toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));

/** What follows is about the same cart, order or parcel as the trigger. */
const sharing = (data: ToldEvent['data'], trigger: ToldEvent['data']): ToldEvent['data'] =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, name.endsWith('Id') && name in trigger ? trigger[name] : value]),
  );

const pastOf = (persona: Persona, at: Millis): readonly ToldEvent[] => {
  const { firstName, locale, timezone, phone, agreedTo, orders, seen } = persona;
  const oldest = Math.max(
    durationMillis('1 day'),
    ...orders.map(({ ago }) => durationMillis(ago)),
    durationMillis(seen ?? '1 day'),
  );
  const before = (millis: Millis): string => toInstant(at - millis);
  // Its stock is not told: nothing is ever out of stock, or known for too long.
  const { stock: _stock, ...product } = exampleOf('product.upserted');
  const known = { id, email: 'persona@shop.example', ...(phone !== undefined && { phone }) };
  const since = before(oldest + 3_600_000);
  return [
    {
      id: 'product',
      type: 'product.upserted',
      occurredAt: since,
      data: { ...product, productId: sku },
    },
    {
      id: 'account',
      type: 'customer.created',
      occurredAt: since,
      customer: known,
      data: { ...(firstName !== undefined && { firstName }), locale, timezone },
    },
    ...agreedTo.map((channel): ToldEvent => ({
      id: `consent ${channel}`,
      type: 'customer.consent_changed',
      occurredAt: since,
      customer: known,
      data: {
        channel,
        purpose: 'marketing',
        state: 'granted',
        source: 'simulation',
        proof: { how: 'persona', wording: 'persona', version: '1' },
      },
    })),
    ...orders.map(({ ago, total }): ToldEvent => ({
      id: `order ${ago}`,
      type: 'order.placed',
      occurredAt: before(durationMillis(ago)),
      customer: { id },
      data: {
        orderId: `before ${ago}`,
        lines: [{ productId: sku, quantity: 1, unitPrice: euros(total) }],
        total: euros(total),
      },
    })),
    ...(seen === undefined
      ? []
      : [
          {
            id: 'seen',
            type: 'page.viewed',
            occurredAt: before(durationMillis(seen)),
            customer: { id },
            data: { page: 'home' },
          } as const,
        ]),
  ];
};
