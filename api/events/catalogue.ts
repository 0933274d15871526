import type { z } from 'zod';
import type { EventIds, StoreEventType } from '../../domain/events.ts';
import type { StoreId } from '../../domain/ids.ts';
import { cartEvents } from './cart.ts';
import { customerEvents } from './customer.ts';
import type { CustomerReference } from './fields.ts';
import { orderEvents } from './order.ts';
import { productEvents } from './product.ts';
import { relationEvents } from './relation.ts';

/** Every event type that a store may tell, in the order in which the documentation shows them. */
export const catalogue = {
  ...customerEvents,
  ...productEvents,
  ...cartEvents,
  ...orderEvents,
  ...relationEvents,
} satisfies { readonly [Type in StoreEventType]: { readonly type: Type } };

type Catalogue = typeof catalogue;

/** The data of an event type, validated. */
export type EventData<Type extends StoreEventType> = z.output<Catalogue[Type]['data']>;

/** One event, validated. */
export type StoreEvent = {
  [Type in StoreEventType]: {
    readonly id: string;
    readonly type: Type;
    readonly occurredAt: string;
    /** Absent from events about a product. */
    readonly customer?: CustomerReference;
    readonly data: EventData<Type>;
  };
}[StoreEventType];

export const isEventType = (type: unknown): type is StoreEventType =>
  typeof type === 'string' && Object.hasOwn(catalogue, type);

/** The ids that may travel to Temporal, from the store's own. */
export const idsOf = (store: StoreId, event: StoreEvent): EventIds[StoreEventType] => {
  const definition = catalogue[event.type] as unknown as {
    ids(store: StoreId, data: unknown): EventIds[StoreEventType];
  };
  return definition.ids(store, event.data);
};
