import type { z } from 'zod';
import { catalogue } from '../../api/events/catalogue.ts';
import { flawsOf } from '../../api/events/flaw.ts';
import type { DerivedEventType, EventType, StoreEventType } from '../../domain/events.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { Duration } from '../../domain/time/duration.ts';
import type { ToldEvent } from '../backtest/input/mapping.ts';
import { SimulateOptionError } from './simulate-error.ts';

/** The store's event that begins a journey in a simulation. */
export interface Trigger {
  readonly type: StoreEventType;
  readonly data: ToldEvent['data'];
  /** What leads to it, itself the last; empty: it is enough alone. */
  readonly leads: readonly Lead[];
}

/**
 * What begins a journey: its first trigger as the event's example has it, but for the fields of `set`. A field that is no
 * text there may be written as JSON.
 *
 * @throws SimulateOptionError where no person's event begins it, or the event has no such field or value
 */
export const triggerOf = (spec: JourneySpec, set: Readonly<Record<string, unknown>> = {}): Trigger => {
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
  const example = { ...exampleOf(type), ...leads.at(-1)?.data, ...askedBy(spec) };
  return { type, leads, data: changedBy(type, example, set) };
};

const changedBy = (
  type: StoreEventType,
  example: ToldEvent['data'],
  set: Readonly<Record<string, unknown>>,
): ToldEvent['data'] => {
  const { shape } = catalogue[type].data;
  const fields: Readonly<Record<string, z.ZodType>> = shape;
  const data = { ...example };
  for (const [name, value] of Object.entries(set)) {
    if (!Object.hasOwn(fields, name)) {
      const known = Object.keys(fields).join(', ');
      throw new SimulateOptionError(
        `${type} has no field ${name}. ${known ? `It has: ${known}` : 'It has none'}; docs/events.md shows them.`,
      );
    }
    data[name] = fields[name]!.safeParse(value).success ? value : (parsed(value) ?? value);
  }
  const result = catalogue[type].data.safeParse(data);
  if (result.success) return data;
  const flaws = flawsOf(result.error).map(({ field, problem }) => `${field} of ${type}: ${problem}`);
  throw new SimulateOptionError(`${flaws.join('; ')}. docs/events.md shows what it may be.`);
};

/** A number, a list or an amount of money, as the command line has them: as text. */
const parsed = (value: unknown): unknown => {
  try {
    return JSON.parse(String(value)) as unknown;
  } catch {
    return undefined;
  }
};

/** What of the trigger's example a journey asks for: a ticket of a shop with a door, something reduced. */
const askedBy = ({ entry }: JourneySpec): ToldEvent['data'] => {
  const { place, discounted } = entry?.where ?? {};
  const { lines } = catalogue['order.placed'].example;
  return {
    ...(place !== undefined && { place }),
    ...(discounted === 'yes' && { lines: lines.map((line) => ({ ...line, discounted: true })) }),
  };
};

export const euros = (amount: number) => ({ amount, currency: 'EUR' });

export const exampleOf = (type: StoreEventType): ToldEvent['data'] => catalogue[type].example;

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
export const toldAs = (type: EventType): StoreEventType | undefined =>
  type in toldBy ? toldBy[type as DerivedEventType] : (type as StoreEventType);

/** One of the events that lead to the trigger. */
export interface Lead {
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
