/** Identifiers that may travel to Temporal: minted by us, opaque, never personal data. */

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** One shop; the tenant of every row and key. A short slug such as `demo`. */
export type StoreId = Id<'store'>;
/** UUID minted by us when a customer is first seen; the store's own ids are aliases of it. */
export type CustomerId = Id<'customer'>;
/** UUIDv5 of (store, 'cart', the store's own cart id). */
export type CartId = Id<'cart'>;
/** UUIDv5 of (store, 'order', the store's own order id). */
export type OrderId = Id<'order'>;
/** UUIDv5 of (store, 'product', the store's own product id). */
export type ProductId = Id<'product'>;
/** UUIDv5 of (store, 'parcel', the carrier's or store's own parcel id). */
export type ParcelId = Id<'parcel'>;
/** UUIDv5 of (store, 'ticket', the store's own ticket id). */
export type TicketId = Id<'ticket'>;
/** UUIDv5 of (store, 'form', the store's own form id). */
export type FormId = Id<'form'>;
/** UUID minted when a campaign of a season is first saved. */
export type CampaignId = Id<'campaign'>;
/** UUIDv5 of (store, 'interest', the category's name in lower case). */
export type InterestId = Id<'interest'>;
/** UUIDv5 of (store, 'alert', product, what happened to it, when). */
export type AlertId = Id<'alert'>;
/** UUID minted at intake, one per (store, journey, customer, subject, episode). */
export type RunId = Id<'run'>;
