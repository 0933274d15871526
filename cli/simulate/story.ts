import { catalogue } from '../../api/events/catalogue.ts';
import type { DerivedEventType, EventType, StoreEventType } from '../../domain/events.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { ToldEvent } from '../backtest/input/mapping.ts';
import type { Persona } from './persona.ts';
import { SimulateOptionError } from './simulate-error.ts';

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

const euros = (amount: number) => ({ amount, currency: 'EUR' });

/** The events of a simulation, in order of time: the past of the persona, the trigger, and what happens then. */
export const storyOf = ({ spec, persona, at, happenings, data = {} }: StoryOptions): readonly ToldEvent[] => {
  const [first] = triggersOf(spec);
  const leads = (first && leadsTo[first]) ?? [];
  const type = first && (leads.at(-1)?.type ?? toldAs(first));
  if (first && type === undefined) {
    throw new SimulateOptionError(
      `${spec.name} begins with ${first}, which comes with a date and is told by no event: its picture is in docs/journeys.`,
    );
  }
  if (type === undefined || (leads.length === 0 && catalogue[type].customer === 'none')) {
    throw new SimulateOptionError(
      `${spec.name} begins with ${type}, which is about a product and not about a person: play it with npm run backtest.`,
    );
  }
  const trigger = { ...exampleOf(type), ...leads.at(-1)?.data, ...askedBy(spec), ...data };
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

/** What of the trigger's example a journey asks for: a ticket of a shop with a door, something reduced. */
const askedBy = ({ entry }: JourneySpec): ToldEvent['data'] => {
  const { place, discounted } = entry?.where ?? {};
  const { lines } = catalogue['order.placed'].example;
  return {
    ...(place !== undefined && { place }),
    ...(discounted === 'yes' && { lines: lines.map((line) => ({ ...line, discounted: true })) }),
  };
};

/** By which of a store's events each one comes about that none posts; a date comes by itself. */
const toldBy: Readonly<Record<DerivedEventType, StoreEventType | undefined>> = {
  'customer.bought': 'order.placed',
  'product.bought': 'order.placed',
  'category.bought': 'order.placed',
  // By the last of several looks.
  'intent.shown': 'product.viewed',
  'product.back_in_stock': 'product.stock_changed',
  'product.low_in_stock': 'product.stock_changed',
  'product.price_dropped': 'product.price_changed',
  'product.taken': 'cart.updated',
  'score.entered': undefined,
  'score.left': undefined,
  'segment.entered': undefined,
  'segment.left': undefined,
  'campaign.entered': undefined,
  'birthday.near': undefined,
  'birthday.changed': 'customer.updated',
  'anniversary.near': undefined,
  'loyalty.standing': 'loyalty.changed',
  'customer.satisfied': 'review.submitted',
  'interest.declared': 'form.submitted',
};

/** As a store tells it; undefined: nobody does. */
const toldAs = (type: EventType): StoreEventType | undefined =>
  type in toldBy ? toldBy[type as DerivedEventType] : (type as StoreEventType);

interface Lead {
  readonly type: StoreEventType;
  readonly ago: Duration;
  readonly data: ToldEvent['data'];
}

const lead = (ago: Duration, type: StoreEventType, data: ToldEvent['data'] = {}): Lead => ({ type, ago, data });
const wish = lead('2 days', 'wishlist.added');

/** What leads to what intake makes of several events, the last of them at once; absent: one event is enough. */
const leadsTo: Readonly<Partial<Record<EventType, readonly Lead[]>>> = {
  // In the third visit.
  'intent.shown': (['2 days', '1 day', '0s'] as const).map((ago) => lead(ago, 'product.viewed')),
  'product.back_in_stock': [
    lead('3 days', 'product.stock_changed', { stock: 0 }),
    wish,
    lead('0s', 'product.stock_changed', { stock: 12 }),
  ],
  'product.low_in_stock': [
    lead('3 days', 'product.stock_changed', { stock: 12 }),
    wish,
    lead('0s', 'product.stock_changed', { stock: 2 }),
  ],
  'product.price_dropped': [
    lead('60 days', 'product.price_changed', { price: euros(39_90) }),
    wish,
    lead('0s', 'product.price_changed', { price: euros(29_90) }),
  ],
};

const exampleOf = (type: StoreEventType): ToldEvent['data'] => catalogue[type].example;

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
