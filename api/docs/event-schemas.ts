import { z } from 'zod';
import type { StoreEventType } from '../../domain/events.ts';
import { catalogue } from '../events/catalogue.ts';

/** A JSON Schema, 2020-12. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The types of the catalogue, in its order. */
export const eventTypes = Object.keys(catalogue) as StoreEventType[];

/** The schema of an event as a store posts it, made from the very object that validates it. */
export const eventSchema = (type: StoreEventType): JsonSchema => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(catalogue[type].schema, { io: 'input' });
  return { title: type, description: catalogue[type].about, ...schema };
};

/** An event that is accepted, for documentation. */
export const exampleEvent = (type: StoreEventType): object => {
  const { customer, example } = catalogue[type];
  return {
    id: `${type}-1042`,
    type,
    occurredAt: '2026-11-22T09:00:00Z',
    ...(customer === 'required' ? { customer: { id: 'c-17', email: 'ada@shop.example' } } : {}),
    data: example,
  };
};

/** What `GET /v1/events/schema` answers: one schema for any event. */
export const anyEventSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Event',
  oneOf: eventTypes.map((type) => ({ $ref: `#/$defs/${type}` })),
  $defs: Object.fromEntries(eventTypes.map((type) => [type, eventSchema(type)])),
});
