import { v5 } from 'uuid';
import type {
  AlertId,
  CartId,
  FormId,
  InterestId,
  OrderId,
  ParcelId,
  ProductId,
  StoreId,
  TicketId,
} from '../domain/ids.ts';

/** Namespace of our name-based UUIDs (RFC 9562, version 5); drawn once, never to change. */
const namespace = '3b6d1c1e-6c58-4f0e-9f5a-0d6f3c0a7b52';

const nameBased = (store: StoreId, kind: string, externalId: string): string =>
  v5(JSON.stringify([store, kind, externalId]), namespace);

export const cartId = (store: StoreId, externalId: string) => nameBased(store, 'cart', externalId) as CartId;
export const orderId = (store: StoreId, externalId: string) => nameBased(store, 'order', externalId) as OrderId;
export const productId = (store: StoreId, externalId: string) => nameBased(store, 'product', externalId) as ProductId;
export const parcelId = (store: StoreId, externalId: string) => nameBased(store, 'parcel', externalId) as ParcelId;
export const ticketId = (store: StoreId, externalId: string) => nameBased(store, 'ticket', externalId) as TicketId;
export const formId = (store: StoreId, externalId: string) => nameBased(store, 'form', externalId) as FormId;
export const interestId = (store: StoreId, category: string) =>
  nameBased(store, 'interest', category.toLowerCase()) as InterestId;

export const alertId = (store: StoreId, product: ProductId, kind: string, at: Date) =>
  nameBased(store, 'alert', JSON.stringify([product, kind, at.toISOString()])) as AlertId;

/** What Temporal knows an event by: the store's own id of it may be an address. */
export const eventUuid = (store: StoreId, externalId: string): string => nameBased(store, 'event', externalId);

/**
 * The ledger's id of a message follows from its idempotency key: a ledger that was restored to an earlier state gives
 * a message the id again that its provider knows it by.
 */
export const messageId = (idempotencyKey: string): string => v5(JSON.stringify(['message', idempotencyKey]), namespace);
