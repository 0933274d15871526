import type { Question } from '../../domain/profiling/questions.ts';
import type { Money } from '../../domain/money.ts';
import type { BrandAnswer, BrandPolicy, BrandReview } from '../../domain/policy/brand.ts';
import type { Moment } from '../../domain/season/campaign.ts';
import type { ThemeView } from './frame/theme.ts';
import type { LetterId, Locale, TemplateId } from '../../domain/templates.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** What every message shows, whatever it is about. */
export interface FrameView {
  readonly shop: {
    readonly name: string;
    readonly url: string;
    /** IANA zone in which instants are shown; without it they are shown in UTC and say so. */
    readonly timezone?: string;
  };
  readonly customer: { readonly firstName?: string };
  /** Page where the customer leaves with one click; absent from what is no marketing. */
  readonly unsubscribeUrl?: string;
  /** Page where they choose what they receive. */
  readonly preferencesUrl?: string;
  /** How the shop's messages look and sound; absent: as those of a shop that says nothing of it. */
  readonly theme?: ThemeView;
}

export interface LineView {
  readonly title: string;
  readonly imageUrl?: string;
  readonly url?: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** What one was at when the cart was filled. */
  readonly oldPrice?: Money;
  /** How many are left, where that is worth saying. */
  readonly left?: number;
}

/** A product proposed in the place of one that cannot be bought any more. */
export interface AlternativeView extends Omit<LineView, 'quantity' | 'oldPrice' | 'left'> {
  /** The title of that one. */
  readonly insteadOf: string;
}

export interface CartView extends FrameView {
  /** The shop's own answers about delivery, lead times and returns. */
  readonly answers?: readonly BrandAnswer[];
  readonly cart: {
    /** How far the customer went: what the message says follows it. */
    readonly stage: 'cart' | 'checkout';
    /** What can be bought, at today's prices. Empty where alternatives are all that there is to show. */
    readonly lines: readonly LineView[];
    /** Titles of what cannot be bought any more. */
    readonly soldOut?: readonly string[];
    readonly alternatives?: readonly AlternativeView[];
    /** True: it is not as the customer left it; a price moved, or something is gone. */
    readonly changed?: boolean;
    /** Of the lines that can be bought. */
    readonly total: Money;
    readonly url: string;
  };
}

/** What an offer is worth to this customer; absent when they get none. */
export interface OfferView {
  readonly gives:
    | { readonly kind: 'percent'; readonly percent: number }
    | { readonly kind: 'amount'; readonly amount: Money }
    | { readonly kind: 'free-delivery' }
    | { readonly kind: 'longer-returns'; readonly days: number }
    | { readonly kind: 'loyalty'; readonly points: number };
  readonly code: string;
  readonly validUntil?: Instant;
}

/** A sign-up that waits for its confirmation. */
export interface ConfirmView extends FrameView {
  readonly confirmation: {
    /** Page with the button that confirms. */
    readonly url: string;
    readonly validUntil: Instant;
  };
}

/** A product that a letter proposes. */
export type ProductView = Omit<AlternativeView, 'insteadOf'>;

export interface OrderView {
  /** The shop's own number of it. */
  readonly number: string;
  readonly lines: readonly Pick<LineView, 'title' | 'quantity' | 'unitPrice'>[];
  /** What was paid. */
  readonly total: Money;
}

/** A campaign of a season, as it stands when the message is made. */
export interface CampaignView {
  /** What the shop calls it, without an article. */
  readonly label: string;
  readonly opens: Instant;
  readonly ends: Instant;
  readonly second?: Instant;
  readonly third?: Instant;
  /** The moment of it that the message is about: from when and until when what it says holds. */
  readonly moment: { readonly name: Moment; readonly from: Instant; readonly until: Instant };
  /** Of an offer of an hour or a few: what it is, in the shop's words. */
  readonly says?: string;
}

export interface AlertView {
  readonly asked: boolean;
  /** How many are left, where that is told for certain. */
  readonly left?: number;
  /** The lowest price of the 30 days before the reduction. */
  readonly prior?: Money;
}

/** What a letter may show; what a template does not ask for is empty or absent. */
export interface LetterView extends FrameView {
  /** The shop in its own words; what it does not tell is absent. */
  readonly brand: {
    readonly story?: string;
    readonly commitments: readonly string[];
    /** What customers wrote, and how the shop makes sure that they did. */
    readonly reviews?: { readonly all: readonly BrandReview[]; readonly checked: string };
    readonly pages: BrandPolicy['pages'];
  };
  readonly products: readonly ProductView[];
  readonly offer?: OfferView;
  readonly order?: OrderView;
  /** What happened to the product that it is about, as it is now; `asked`: the customer wanted to be told. */
  readonly alert?: AlertView;
  readonly parcel?: { readonly carrier?: string; readonly trackingUrl?: string };
  readonly campaign?: CampaignView;
  /** What helps with the use of what was bought. */
  readonly guide?: { readonly title: string; readonly url: string };
  /** What a member of the loyalty programme has. */
  readonly account?: {
    readonly points: number;
    readonly tier?: string;
    /** The tier that comes next, and what is missing to it. */
    readonly above?: { readonly tier: string } & ({ readonly points: number } | { readonly amount: Money });
  };
  /** The one thing that is asked, and where it is answered. */
  readonly question?: { readonly about: Question; readonly url: string };
  /** When the carrier comes. */
  readonly appointment?: { readonly from: Instant; readonly to: Instant; readonly url?: string };
  /** Where the order lies ready. */
  readonly pickup?: { readonly place?: string; readonly until?: Instant };
  /** By when what was bought will be used up. */
  readonly usedUpAt?: Instant;
}

/** What each template renders from: facts read fresh when the message is sent. */
export type TemplateViews = CartViews & Readonly<Record<LetterId, LetterView>>;

interface CartViews {
  'cart/reminder': CartView;
  'cart/reassurance': CartView;
  'cart/sold-out': CartView;
  'cart/offer': CartView & { readonly offer?: OfferView };
  'consent/confirm': ConfirmView;
}

/** How a text message is written, whatever it says. */
export interface SmsTerms {
  /** How to end such messages; absent from what is no marketing. `number`: where STOP goes; null: it answers the message. */
  readonly wayOut?: { readonly number: string | null };
  /** More segments than these cost too much. */
  readonly mostSegments: number;
}

/**
 * Where a link of a message leads instead of `url`: through the redirect that records it, with the parameters of web
 * analytics, or as it is. `place`: which of its links, 0 is the main call.
 */
export type LinkOf = (url: string, place: number) => string;

/** A rendered message body. A text message has its text alone, a WhatsApp message also what its words were approved as. */
export interface RenderedMessage {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly approved?: { readonly content: string; readonly values: readonly string[] };
}

/** Renders one template in one language: as an e-mail, or with `sms` as a text message; its links led by `link`. */
export type Render = <Id extends TemplateId>(
  template: Id,
  locale: Locale,
  view: TemplateViews[Id],
  sms?: SmsTerms,
  link?: LinkOf,
) => Promise<RenderedMessage>;
