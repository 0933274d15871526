import { catalogue, idsOf } from '../../api/events/catalogue.ts';
import { derivedSamples, sampleStore } from '../../api/events/derived-samples.ts';
import {
  type AnyEventIds,
  derivedEvents,
  type DerivedEventType,
  type EventType,
  type StoreEventType,
} from '../../domain/events.ts';
import { alertEvents } from '../../domain/alerts/alert.ts';
import { intentSignals } from '../../domain/intents/detect.ts';
import { loyaltyStandings } from '../../domain/loyalty/standing.ts';
import { orderPlaces } from '../../domain/order-place.ts';
import { type CampaignPath, campaignPaths } from '../../domain/season/paths.ts';
import { toJSONSchema } from 'zod';

/** One way in which an event may be told, as far as journeys see it. */
export interface Occasion {
  readonly type: EventType;
  readonly ids: AnyEventIds;
  /** What is special: `via: quiz`; empty for the plain one. */
  readonly label: string;
}

const enteredBy = (path: CampaignPath): Occasion => ({
  type: 'campaign.entered',
  ids: { ...derivedSamples['campaign.entered'], path },
  label: `path: ${path}`,
});

const alertTypes: readonly EventType[] = Object.values(alertEvents);

interface Choices {
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly unknown[]; readonly const?: unknown }>>;
}

/**
 * The ways in which an event may be told that differ in what a journey may know of it: its example, and for each field
 * with a list of values every value that reaches journeys. They come from the event's own description.
 */
export const occasionsOf = (type: EventType): readonly Occasion[] => {
  if (type === 'intent.shown') {
    // The plain one first: it is what the others are compared with.
    const signals = intentSignals.toSorted((a, b) => Number(b === 'visits') - Number(a === 'visits'));
    return signals.map((signal) => ({ type, ids: { ...derivedSamples[type], signal }, label: `signal: ${signal}` }));
  }
  if (type === 'campaign.entered') return campaignPaths.map(enteredBy);
  if (type === 'loyalty.standing') {
    return loyaltyStandings.map((standing) => ({ type, ids: { standing }, label: `standing: ${standing}` }));
  }
  if (alertTypes.includes(type)) {
    // Who asked gets what others must have agreed to.
    return (['wished', 'asked'] as const).map((interest) => ({
      type,
      ids: { ...derivedSamples['product.back_in_stock'], interest },
      label: `interest: ${interest}`,
    }));
  }
  if (type === 'customer.bought') {
    return [
      ...orderPlaces.map((place) => ({ type, ids: { ...derivedSamples[type], place }, label: `place: ${place}` })),
      { type, ids: { ...derivedSamples[type], discounted: 'yes' as const }, label: 'discounted: yes' },
    ];
  }
  if (type in derivedEvents) return [{ type, ids: derivedSamples[type as DerivedEventType], label: '' }];
  const { data, example } = catalogue[type as StoreEventType];
  const occasion = (change: Readonly<Record<string, unknown>>, label: string): readonly Occasion[] => {
    const read = data.safeParse({ ...(example as object), ...change });
    if (!read.success) return [];
    const event = { id: 'sample', type, occurredAt: '2026-01-01T00:00:00Z', data: read.data };
    return [{ type, ids: idsOf(sampleStore, event as never), label }];
  };
  const { properties = {} } = toJSONSchema(data, { io: 'input', unrepresentable: 'any' }) as Choices;
  const choices = Object.entries(properties).flatMap(([field, { enum: values = [] }]) =>
    values.map((value) => ({ field, value })),
  );
  const seen = new Set<string>();
  return [
    ...occasion({}, ''),
    ...choices.flatMap(({ field, value }) => occasion({ [field]: value }, `${field}: ${String(value)}`)),
  ].filter(({ ids }) => {
    const shown = JSON.stringify(ids);
    const isNew = !seen.has(shown);
    seen.add(shown);
    return isNew;
  });
};
