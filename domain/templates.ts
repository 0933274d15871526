import type { CartId } from './ids.ts';
import type { Channel } from './journey.ts';

/** Offers that a journey may name; what each is worth is the store's policy, read at send time. */
export type OfferId = 'none' | 'cartTen';

/**
 * Every template, with the ids it needs. The trigger's ids fill them; what the message shows (lines,
 * prices, names) is read fresh from those ids when it is sent.
 */
export interface TemplateProps {
  'cart/reminder': { cartId: CartId };
  'cart/reassurance': { cartId: CartId };
  'cart/offer': { cartId: CartId; offer: OfferId };
  /** Instead of another one, when nothing of the cart can be bought any more. */
  'cart/sold-out': { cartId: CartId };
  /** About the customer's newest sign-up. */
  'consent/confirm': object;
}

export type TemplateId = keyof TemplateProps;

/** The templates that have the words of a text message: for moments of truth, not for everything (R199). */
export type SmsTemplateId = Extract<TemplateId, 'cart/reminder' | 'cart/offer'>;

/** A channel, or several in their order: the next one is asked when one does not do. */
export type Channels = Channel | readonly [Channel, ...Channel[]];

/** What may be sent by each of the channels. */
export type TemplateFor<To extends Channels> = 'sms' extends (To extends readonly Channel[] ? To[number] : To)
  ? SmsTemplateId
  : TemplateId;

/** The templates that show a cart. */
export type CartTemplateId = Extract<TemplateId, `cart/${string}`>;

/** The templates that offer no product: what a step may fall back on when it has none to offer. */
export type FallbackTemplateId = Extract<TemplateId, 'cart/sold-out'>;

/** Languages in which every template exists. */
export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];
