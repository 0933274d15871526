import { z } from 'zod';
import type { EventIds, StoreEventType } from '../../domain/events.ts';
import type { StoreId } from '../../domain/ids.ts';
import { customerReference, externalId, instant } from './fields.ts';

/** What one event type is: its data, what it tells, and the ids that journeys may know of it. */
export interface EventDefinition<Type extends StoreEventType = StoreEventType, Data extends z.ZodType = z.ZodType> {
  readonly type: Type;
  /** One sentence for the documentation. */
  readonly about: string;
  readonly data: Data;
  /** `none`: about a product, not about a person. */
  readonly customer: 'required' | 'none';
  /** The whole event, as received. */
  readonly schema: z.ZodType;
  /** An event's data that is accepted, for documentation and its tests. */
  readonly example: z.input<Data>;
  ids(store: StoreId, data: z.output<Data>): EventIds[Type];
}

/** Defines an event type; the envelope is added here, once for all. */
export const defineEvent = <Type extends StoreEventType, Data extends z.ZodType>(
  definition: Omit<EventDefinition<Type, Data>, 'schema' | 'customer'> & { readonly customer?: 'none' },
) => {
  const envelope = {
    id: externalId.meta({ description: "the store's own event id: the same event told twice has the same" }),
    type: z.literal(definition.type),
    occurredAt: instant.meta({ description: 'when it happened, not when it is told' }),
    data: definition.data,
  };
  const schema =
    definition.customer === 'none'
      ? z.strictObject(envelope)
      : z.strictObject({ ...envelope, customer: customerReference });
  return { ...definition, customer: definition.customer ?? ('required' as const), schema };
};

/** For events that name nothing but their customer. */
export const noIds = (): Readonly<Record<string, never>> => ({});
