import type { AlertId, CampaignId, CartId, InterestId, OrderId, ParcelId, ProductId } from './ids.ts';
import type { Channel } from './journey.ts';
import type { HourMoment, Moment } from './season/campaign.ts';

/** Offers that a journey may name; what each is worth is the store's policy, read at send time. */
export type OfferId =
  | 'none'
  | 'cartTen'
  | 'welcomeGift'
  | 'accountGift'
  | 'winBackGift'
  | 'loyaltyPack'
  | 'seasonService'
  | 'repeatBundle'
  | 'birthdayGift'
  | 'anniversaryGift'
  | 'loyaltyBonus'
  | 'referralGift'
  | 'ambassadorGift'
  | 'discoveryGift'
  | 'onlineWelcome'
  | 'storeVisit'
  | 'eventThanks'
  | 'eventReturn';

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
  /** The first of the welcome, one for each way of signing up (R2). */
  'welcome/newsletter': object;
  'welcome/popup': { offer: OfferId };
  'welcome/quiz': object;
  'welcome/guide': object;
  'welcome/brand': object;
  'welcome/best-sellers': object;
  'welcome/reviews': object;
  'welcome/gift': { offer: OfferId };
  /** For who has not bought after a month (R5). */
  'welcome/advice': object;
  'welcome/goodbye': object;
  'account/start': object;
  'account/reviews': object;
  'account/best-sellers': { offer: OfferId };
  /** After a first order during an event: no promotion (R7, R8). */
  'first-order/story': object;
  'first-order/range': object;
  'first-order/community': object;
  'order/confirmation': { orderId: OrderId };
  'order/shipped': { orderId: OrderId; parcelId: ParcelId };
  'order/first-steps': { orderId: OrderId };
  'order/review': { orderId: OrderId };
  'order/returned': object;
  /** What cannot wait on the way of an order (R87). */
  'order/appointment': { orderId: OrderId };
  'order/late': { orderId: OrderId };
  'order/ready': { orderId: OrderId };
  'order/still-ready': { orderId: OrderId };
  /** About what was bought, and what goes with it (R43, R44). */
  'cross-sell/guide': { productId: ProductId };
  'cross-sell/complements': { productId: ProductId };
  /** What customers like this one buy next (R46). */
  'cross-sell/next': object;
  /** For who buys again and again (R47). */
  'repeat/bundle': { offer: OfferId };
  'birthday/wishes': { offer: OfferId };
  'birthday/last-days': { offer: OfferId };
  'anniversary/thanks': { offer: OfferId };
  'loyalty/bonus': { offer: OfferId };
  'loyalty/use-points': object;
  'loyalty/points-wait': object;
  'referral/invite': { offer: OfferId };
  'referral/thanks': { offer: OfferId };
  'referral/season': { offer: OfferId };
  'gift-card/in-time': object;
  'interest/news': { interestId: InterestId };
  'discovery/story': object;
  'discovery/best-sellers': object;
  'discovery/gift': { offer: OfferId };
  'win-back/news': object;
  'win-back/advice': object;
  'win-back/gift': { offer: OfferId };
  'replenishment/soon': { productId: ProductId };
  'replenishment/pack': { productId: ProductId; offer: OfferId };
  'replenishment/last': { productId: ProductId };
  /** About what the customer looked at lately (R25). */
  'browse/reminder': object;
  'browse/selection': object;
  'browse/reviews': object;
  /** For visitors of a season's categories: a service, no discount (R26). */
  'browse/season': { offer: OfferId };
  /** By when what was bought in an event will be used up (R42). */
  'replenishment/planned': { productId: ProductId; lastsDays: string };
  /** To customers whose score says that they are leaving (R63). */
  'at-risk/picked': object;
  'at-risk/advice': object;
  'at-risk/gift': { offer: OfferId };
  /** Invitations after a purchase, to what the customer is not in yet (R33). */
  'join/loyalty': object;
  'join/newsletter': object;
  /** To show what was bought, in a post of their own (R34). */
  'order/share': { orderId: OrderId };
  /** After an event: how it went, and what goes on all year (R36, R94). */
  'after-event/survey': { orderId: OrderId };
  'after-event/programmes': object;
  /** What a member has and what is near (R170); one question (R172); what the shop is, or an advantage (R173). */
  'after-event/standing': object;
  'after-event/question': object;
  'after-event/worth': object;
  'after-event/advantage': { offer: OfferId };
  /** To who bought something reduced, once the event is over: what comes after it (R79), and what makes buying easy (R91). */
  'collection/new': object;
  'collection/services': object;
  /** To who looked around during an event and fell silent: something else, then its last days (R119). */
  'drop-off/another': { offer: OfferId };
  'drop-off/last-days': object;
  /** From a shop with a door to the web, and back (R93). */
  'store/online': { offer: OfferId };
  'store/visit': { productId: ProductId; offer: OfferId };
  /** What is left of a season, for who stayed away (R62). */
  'clearance/private': { campaignId: CampaignId; moment: Moment };
  'clearance/open': { campaignId: CampaignId; moment: Moment };
  'clearance/last': { campaignId: CampaignId; moment: Moment };
  /** Of a campaign: each is sent at a moment of it, and is of use as long as that lasts. */
  'season/teaser': { campaignId: CampaignId; moment: Moment };
  'season/countdown': { campaignId: CampaignId; moment: Moment };
  'season/early': { campaignId: CampaignId; moment: Moment };
  'season/eve': { campaignId: CampaignId; moment: Moment };
  'season/launch': { campaignId: CampaignId; moment: Moment };
  'season/markdown': { campaignId: CampaignId; moment: Moment };
  'season/last': { campaignId: CampaignId; moment: Moment };
  'season/hour': { campaignId: CampaignId; moment: HourMoment };
  /** About what happened to a product that the customer wants to hear of; true when it is sent, or not sent. */
  'alert/back-in-stock': { productId: ProductId; alertId: AlertId };
  'alert/low-stock': { productId: ProductId; alertId: AlertId };
  'alert/price-drop': { productId: ProductId; alertId: AlertId };
}

export type TemplateId = keyof TemplateProps;

/** The templates that have the words of a text message: for moments of truth, not for everything (R199). */
export type SmsTemplateId = Extract<
  TemplateId,
  | 'cart/reminder'
  | 'cart/offer'
  | 'win-back/gift'
  | 'at-risk/gift'
  | 'replenishment/last'
  | 'birthday/wishes'
  | 'collection/services'
  | 'order/appointment'
  | 'order/late'
  | 'order/ready'
  | 'order/still-ready'
>;

/** A channel, or several in their order: the next one is asked when one does not do. */
export type Channels = Channel | readonly [Channel, ...Channel[]];

/** What may be sent by each of the channels. */
export type TemplateFor<To extends Channels> =
  Extract<To extends readonly Channel[] ? To[number] : To, 'sms' | 'whatsapp'> extends never
    ? TemplateId
    : SmsTemplateId;

/** The templates that show a cart. */
export type CartTemplateId = Extract<TemplateId, `cart/${string}`>;

/** The templates of one shape: an opening, what they are about, one call. */
export type LetterId = Exclude<TemplateId, CartTemplateId | 'consent/confirm'>;

/** The templates that offer no product: what a step may fall back on when it has none to offer. */
export type FallbackTemplateId = Extract<TemplateId, 'cart/sold-out'>;

/** Languages in which every template exists. */
export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];
