import type { DerivedEventType, EventType, StoreEventType } from '../../domain/events.ts';
import { catalogue, idsOf, type StoreEvent } from '../events/catalogue.ts';
import { derivedSamples, sampleStore } from '../events/derived-samples.ts';

/** An example of the ids and words that an event of this type brings to a journey, from its own description. */
export const triggerIds = (type: EventType): Readonly<Record<string, string>> => {
  if (isDerived(type)) return { ...derivedSamples[type] };
  const { data, example } = catalogue[type as StoreEventType];
  const event = { id: 'sample', type, occurredAt: '2026-01-01T00:00:00Z', data: data.parse(example) };
  return { ...(idsOf(sampleStore, event as StoreEvent) as Readonly<Record<string, string>>) };
};

const isDerived = (type: EventType): type is DerivedEventType => Object.hasOwn(derivedSamples, type);
