import type { DeliverInput } from './delivery.ts';
import type { EventIds, EventType } from './events.ts';
import type { Duration } from './time/duration.ts';
import type { Wait } from './time/season.ts';

/** A message of a journey, with what the journey says of itself, as somebody asks about it who is not in the journey. */
export interface JourneyMessage extends Pick<
  DeliverInput,
  'journey' | 'channel' | 'template' | 'purpose' | 'rank' | 'next' | 'fallback'
> {
  /** How long such a message is of use. */
  readonly expires: Duration;
  readonly idle?: Wait;
  /** What the step names besides the trigger's ids, such as an offer. */
  readonly props: Readonly<Record<string, string>>;
  /** Which send of the template is asked about, from 1; absent: the next one. */
  readonly nth?: number;
  /** What the second and later sends of the template name, where that is something else. */
  readonly later?: readonly Readonly<Record<string, string>>[];
  /** What begins the journey. */
  readonly trigger: EventType;
  /** An example of the ids and words that the trigger brings: its fields are what the journey is about. */
  readonly ids: Readonly<Record<string, string>>;
}

/** The names of what events bring. */
type Field = {
  [Type in EventType]: string extends keyof EventIds[Type] ? never : keyof EventIds[Type];
}[EventType];

/** Those that name something of the shop; the others are words. */
export type IdField = Extract<Field, `${string}Id`>;

/** What a journey may be about, as people say it. */
export const idWords: Readonly<Record<IdField, string>> = {
  cartId: 'a cart',
  orderId: 'an order',
  parcelId: 'a parcel',
  productId: 'a product',
  ticketId: 'a ticket',
  formId: 'a form',
  campaignId: 'a campaign of the shop',
  interestId: 'a category whose news the customer asked for',
  alertId: 'something that happened to a product',
};

export const isIdField = (field: string): field is IdField => Object.hasOwn(idWords, field);

/** Where only some of them will do: what they must have gone through. */
const triggerWords: Partial<Record<EventType, Partial<Record<IdField, string>>>> = {
  'order.returned': { orderId: 'an order that came back' },
  'order.cancelled': { orderId: 'an order that was cancelled' },
  'order.delayed': { orderId: 'an order that is late' },
  'order.delivered': { orderId: 'an order that has come' },
  'order.shipped': { parcelId: 'a parcel', orderId: 'an order that was shipped' },
  'intent.shown': { productId: 'something that the customer looks at again and again' },
  'category.bought': {
    productId: 'something of a category that the shop names others to go with, and that was bought',
  },
  'product.back_in_stock': { alertId: 'a product that is back, of those that interest the customer' },
  'product.low_in_stock': { alertId: 'a product that is nearly sold out, of those that interest the customer' },
  'product.price_dropped': { alertId: 'a product that costs less, of those that interest the customer' },
  'product.bought': { productId: 'something that is used up, and was bought' },
};

/** What of that kind a journey with this trigger is about, in words. */
export const subjectWords = (trigger: EventType, field: IdField): string =>
  triggerWords[trigger]?.[field] ?? idWords[field];
