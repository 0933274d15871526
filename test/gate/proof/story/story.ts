import type { AlertKind } from '../../../../domain/alerts/alert.ts';
import type { Channel, Purpose, Rank } from '../../../../domain/journey.ts';
import type { PauseRule } from '../../../../domain/switches/pause.ts';
import type { SendingMode } from '../../../../domain/switches/sending-mode.ts';

/** A shop, its customers and everything that happens, in the words of this test alone: what it is judged by. */
export interface Story {
  readonly house: House;
  readonly people: readonly PlannedPerson[];
  readonly runs: readonly PlannedRun[];
  readonly groups: readonly Group[];
  /** What the provider does with its calls, one after the other, again and again. */
  readonly answers: readonly ('accepts' | 'lost' | 'rate-limited')[];
}

/** The rules of the shop, as far as this test sets them. */
export interface House {
  /** Marketing goes from and to this hour of the customer. */
  readonly hours: readonly [from: number, to: number];
  readonly caps: readonly PlannedCap[];
  /** `priceDrop` and `winBack` exclude each other for two days. */
  readonly exclusive: boolean;
  readonly journeysADay: number | null;
  readonly newsletterPause: boolean;
  /** Newsletters and win-back wait while a question is open at customer service. */
  readonly servicePause: boolean;
  /**
   * Whom `letter` is for: members of the programme, by a definition of the shop's own, or everybody but those who brought
   * friends, by what is stored of them.
   */
  readonly audience: 'everybody' | 'members' | 'no ambassadors';
  /** Whether it names a page where customers invite others, and one of its loyalty programme. */
  readonly referralPage: boolean;
  readonly loyaltyPage: boolean;
  /** When its one campaign opens, in hours after noon, and for how many hours it holds: at most 36. */
  readonly campaign: { readonly opens: number; readonly lasts: number };
  /** For how many days before the story prices are known. */
  readonly pricesKnown: number;
  /** In percent of the customers. */
  readonly holdout: number;
  /** Days after an order without marketing, but for what follows it up. */
  readonly buyersPause: number;
  /** Marketing e-mails a day while the domain is warmed up. */
  readonly ramp: number | null;
  /** So many messages in a day, and no newsletter or win-back after them. */
  readonly volume: number | null;
  /** In percent of bounces: from two accepted messages on marketing stops. */
  readonly brake: number | null;
  /** Minor units of the cart from which on a text message is worth it, and what a day's text messages may cost. */
  readonly textFrom: number;
  readonly textBudget: number | null;
  /** Codes of the one offer, and how many of them a customer may get. */
  readonly pool: number;
  readonly codesEach: number;
  /** Minor units of the cart from which on the offer is given. */
  readonly basketFrom: number;
  readonly withoutCode: 'without' | 'withhold';
  /** Hours for which a stock is believed. */
  readonly stockFresh: number | null;
}

export interface PlannedCap {
  readonly channel: 'email' | 'all';
  readonly ranks?: readonly Rank[];
  readonly atMost: number;
  readonly per: { readonly rolling: number } | { readonly civil: 'day' | 'week' };
}

export const zones = ['Europe/Paris', 'America/New_York', 'Pacific/Auckland'] as const;
export const productNames = ['lamp', 'chair'] as const;
export type ProductName = (typeof productNames)[number];

export interface PlannedPerson {
  readonly zone: (typeof zones)[number];
  /** `advice`: to that list of marketing alone. */
  readonly consent: 'granted' | 'advice' | 'none';
  readonly textConsent: 'granted' | 'none';
  /** Days since the shop knows them. */
  readonly knownFor: number;
  /** Days since they last clicked on something. */
  readonly clicked: number | null;
  /** Days since they last ordered. */
  readonly ordered: number | null;
  /** The shop told that this order comes late. */
  readonly orderLate: boolean;
  /** Of the loyalty programme. */
  readonly member: boolean;
  /** Who brought friends, as it is stored of them. */
  readonly ambassador: boolean;
  /** What their product cost when they looked at it, in minor units. */
  readonly saw: number | null;
  readonly suppressed: boolean;
  readonly address: boolean;
  /** Something went to them that the restored ledger does not know. */
  readonly restored: boolean;
  readonly product: ProductName;
  readonly quantity: number;
  /** In which of the twelve pairs of hours of their day they most probably look. */
  readonly bestHour: number | null;
  /** Hours until the link of their sign-up stops working. */
  readonly signUp: number | null;
}

/** What the shop's journeys are: the spec of each, and when its messages follow the first, in hours. */
export const journeys = {
  cartAbandonment: { rank: 'cart', purpose: 'marketing', template: ['cart/reminder', 'cart/offer'] },
  priceDrop: { rank: 'replenishment', purpose: 'marketing', template: ['cart/reminder'] },
  winBack: { rank: 'win-back', purpose: 'marketing', template: ['cart/offer'] },
  letter: { rank: 'newsletter', purpose: 'marketing', template: ['cart/reassurance'] },
  timed: { rank: 'newsletter', purpose: 'marketing', template: ['cart/reassurance'] },
  review: { rank: 'post-purchase', purpose: 'marketing', template: ['cart/reassurance'] },
  refill: { rank: 'replenishment', purpose: 'marketing', template: ['replenishment/soon'] },
  ask: { rank: 'post-purchase', purpose: 'marketing', template: ['order/review'] },
  cartText: { rank: 'cart', purpose: 'marketing', template: ['cart/reminder'] },
  parcel: { rank: 'service', purpose: 'transactional', template: ['cart/reminder'] },
  invite: { rank: 'win-back', purpose: 'marketing', template: ['referral/invite'] },
  sale: { rank: 'campaign', purpose: 'marketing', template: ['season/launch'] },
  back: { rank: 'alert', purpose: 'marketing', template: ['alert/back-in-stock'] },
  few: { rank: 'alert', purpose: 'marketing', template: ['alert/low-stock'] },
  cheaper: { rank: 'alert', purpose: 'marketing', template: ['alert/price-drop'] },
  joinClub: { rank: 'post-purchase', purpose: 'marketing', template: ['join/loyalty'] },
  joinLetter: { rank: 'post-purchase', purpose: 'marketing', template: ['join/newsletter'] },
  late: { rank: 'transactional', purpose: 'transactional', template: ['order/late'] },
  signUp: { rank: 'transactional', purpose: 'transactional', template: ['consent/confirm'] },
} as const satisfies Readonly<
  Record<string, { readonly rank: Rank; readonly purpose: Purpose; readonly template: readonly string[] }>
>;
export type JourneyName = keyof typeof journeys;
export const journeyNames = Object.keys(journeys) as JourneyName[];

/** Of these an order is an exit. */
export const endedByOrder: readonly JourneyName[] = ['cartAbandonment', 'cartText', 'priceDrop', 'winBack'];
/** Lists of marketing that somebody may join or leave by themselves. */
export const lists = ['newsletter', 'advice'] as const;
export type ListName = (typeof lists)[number];

/** These show the customer's cart. */
export const aboutCart: readonly JourneyName[] = [
  'cartAbandonment',
  'priceDrop',
  'winBack',
  'letter',
  'timed',
  'review',
  'cartText',
  'parcel',
];
/** These show one product, and what happened to it. */
export const alerts = { back: 'back-in-stock', few: 'low-stock', cheaper: 'price-drop' } as const satisfies Partial<
  Record<JourneyName, AlertKind>
>;
export const aboutProduct: readonly JourneyName[] = ['refill', 'back', 'few', 'cheaper'];
/** These show their order of before the story. */
export const aboutOrder: readonly JourneyName[] = ['ask', 'late'];
/** Few are so many or less; what is cheaper is so by so many percent. */
export const fewAre = 3;
export const cheaperBy = 5;
/** It asks for the customer's best hours. */
export const atBestHour: readonly JourneyName[] = ['timed'];
/** By text message; all others by e-mail. */
export const byText: readonly JourneyName[] = ['cartText'];
/** What a text message of one segment costs, in minor units. */
export const textCost = 7;
/** Hours between two messages of one run. */
export const stepApart = 24;

export interface PlannedRun {
  readonly who: number;
  readonly journey: JourneyName;
  /** Hours after noon. */
  readonly dueIn: number;
  readonly usefulFor: number;
  /** True: its first message waits until its cart has been left alone for an hour. */
  readonly idle: boolean;
}

/** What happens at the same time. */
export interface Group {
  /** Minutes after the group before; `next`: when something is asked about next. */
  readonly after: number | 'next';
  readonly acts: readonly Act[];
  /** No worker ran since the group before: what became due meanwhile is late. */
  readonly away: boolean;
  /** Asked about before they are due, as by a timer that fires early. */
  readonly early: boolean;
  /** Every message that is due is asked about by two workers. */
  readonly twice: boolean;
}

export interface PlannedPause {
  readonly journey?: JourneyName;
  readonly channel?: Channel;
}

export type Act =
  | { readonly kind: 'buy'; readonly who: number }
  | { readonly kind: 'unsubscribe'; readonly who: number }
  | { readonly kind: 'stop'; readonly who: number }
  | { readonly kind: 'cancelOrder' | 'delayOrder' | 'deliverOrder'; readonly who: number }
  | { readonly kind: 'joinClub'; readonly who: number }
  | { readonly kind: 'askService' | 'hearFromService'; readonly who: number }
  | { readonly kind: 'suppress'; readonly who: number }
  | { readonly kind: 'erase'; readonly who: number }
  | { readonly kind: 'empty' | 'newCart' | 'touch'; readonly who: number }
  /** To all marketing by e-mail, or to one list of it. */
  | {
      readonly kind: 'consent';
      readonly who: number;
      readonly state: 'granted' | 'withdrawn';
      readonly list?: ListName;
    }
  /** So many hours after noon. */
  | { readonly kind: 'moveCampaign'; readonly opens: number }
  | { readonly kind: 'callOff' }
  | { readonly kind: 'mode'; readonly mode: SendingMode; readonly journey: JourneyName | '*' }
  | { readonly kind: 'allow' | 'disallow'; readonly who: number }
  | { readonly kind: 'pause'; readonly scope: PlannedPause; readonly rule: PauseRule }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stock'; readonly product: ProductName; readonly stock: number }
  | { readonly kind: 'price'; readonly product: ProductName; readonly price: number }
  | { readonly kind: 'cap'; readonly atMost: number }
  | { readonly kind: 'bounce'; readonly nth: number };
