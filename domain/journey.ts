import type { Cadence } from './cadence.ts';
import type { DataField } from './coverage/fields.ts';
import type { EventType } from './events.ts';
import type { Metric } from './experiments/metric.ts';
import type { ShopParameter } from './policy/shop.ts';
import type { AnySegment } from './segments/names.ts';
import type { SendingMode } from './switches/sending-mode.ts';
import type { Duration } from './time/duration.ts';
import type { Mode, Wait } from './time/season.ts';

/** Ways to a customer, each with a consent of its own. `sms`: a text message, by SMS or, where the handset takes it, by RCS. */
export const channels = ['email', 'sms', 'whatsapp'] as const;
export type Channel = (typeof channels)[number];

/** Marketing needs consent and obeys caps; transactional (order confirmation, parcel) does not. */
export type Purpose = 'transactional' | 'marketing';

/** A place in the order of priority that arbitrates between messages; the marketer's table orders them. */
export type Rank =
  | 'transactional'
  | 'service'
  | 'cart'
  | 'post-purchase'
  | 'alert'
  | 'browse'
  | 'welcome'
  | 'replenishment'
  | 'campaign'
  | 'loyalty'
  | 'win-back'
  | 'newsletter';

/** When the same customer and subject may enter again: a duration counts from the last run that wrote to them. */
export type Reentry = 'never' | 'always' | Duration;

/** What a journey is to bring about; reports count it by kind (R95). `service`: it informs, and wins nothing. */
export type Goal =
  | { readonly kind: 'first-purchase' | 'repurchase' | 'churn-avoided'; readonly within: Duration }
  | { readonly kind: 'purchase' | 'consent' | 'service' };

/** Who may enter; all that is said must be true when the trigger happens. */
export interface Entry {
  /** `none`: people who never bought. `first`: the trigger is, or follows, their first order and no other. */
  readonly orders?: 'none' | 'first';
  /** Only customers who are in one of these, the trigger's order included. */
  readonly segments?: readonly AnySegment[];
  /** `missed`: only when parcels come too late for a date that the store's policy `delivery` names. */
  readonly delivery?: 'missed';
  /** Of `score.entered` and `score.left`: only where it is one of these watches of the store's policy. */
  readonly watches?: readonly string[];
  /** Only triggers that carry these very ids or words: `{ place: 'store' }`. */
  readonly where?: Readonly<Record<string, string>>;
  /** Only while the store's calendar is in one of these modes. */
  readonly during?: readonly Mode[];
}

/** An exit: any `name` event of the customer, or, with `field`, only one about the same subject, or, with `only`, of these words. */
export interface ExitRule {
  readonly name: EventType;
  readonly field?: string;
  readonly only?: Readonly<Record<string, readonly string[]>>;
}

/** One thing that a journey tries in several ways, each customer in one of them for good (R241 to R247). */
export interface Experiment<Arm extends string = string> {
  /** As `j.split` draws it; another name draws others. */
  readonly name: string;
  readonly about: 'timing' | 'offer' | 'order' | 'subject' | 'content';
  /** What part of the customers each arm gets, as weights of any sum. */
  readonly arms: Readonly<Record<Arm, number>>;
  /** The arm that the others are compared with. */
  readonly control: NoInfer<Arm>;
  /** Customers follow the arm that does better; absent: each arm keeps its part. */
  readonly rebalance?: Rebalance;
}

/**
 * The parts of the arms follow the results, once a day: an arm gets as many of the next customers as it is likely to be the
 * best one (Thompson sampling). Who is in an arm stays there.
 */
export interface Rebalance {
  /** The least part that each arm keeps, above 0: what is never tried again is never learned. 0.1: a tenth. */
  readonly floor: number;
  /** How long after their assignment customers' orders count; only who had it whole teaches. */
  readonly window: Duration;
  /** `margin`: what was paid, less the cost of the goods by the store's margin; offers are judged by nothing else. */
  readonly metric: Metric;
}

/** A journey as data: what api, gate, docs and reports read; the body is never run to be understood. */
export interface JourneySpec {
  /** Workflow type and export name. */
  readonly name: string;
  readonly trigger: { readonly name: EventType } | readonly { readonly name: EventType }[];
  /** The trigger's id that tells two runs of one customer apart; without it a customer has one run. */
  readonly subject?: string;
  readonly reentry: Reentry;
  readonly exitOn: readonly ExitRule[];
  readonly listens?: readonly { readonly name: EventType }[];
  readonly purpose: Purpose;
  readonly rank: Rank;
  /** The first wait, counted from the last touch. */
  readonly idle?: Wait;
  /** True: a step counts from the store's next event, or from the end of this one, so that it is told of every change of the calendar. */
  readonly awaitsEvent?: boolean;
  /** How long after its due time a message is still useful, unless a send says otherwise. */
  readonly expires: Duration;
  /** What the journey is in a store where nobody has switched it; the default is `on`. */
  readonly begins?: Extract<SendingMode, 'on' | 'off'>;
  /** True: only a sign-up that waits for its confirmation starts it. */
  readonly unconfirmed?: boolean;
  /** What it tries; whoever begins a run of it is in each of them. */
  readonly experiments?: readonly Experiment[];
  /** The oldest trigger that still starts a run; the default is one day. */
  readonly maxAge?: Duration;
  /** Who may enter; absent: everybody whom the trigger is about. */
  readonly entry?: Entry;
  /** Names of journeys: while the customer is in one of them, this one does not start. */
  readonly givesWayTo?: readonly string[];
  /**
   * True: each trigger ends the run that is there and starts another, so that the clock starts again (R41). The trigger
   * may then also be in `exitOn`, which says what ends the run and what is recorded as its reason.
   */
  readonly restarts?: boolean;
  /** The times of its steps by name, with the defaults; a store changes them without a deploy. */
  readonly cadence?: Cadence;
  readonly goal?: Goal;
  /** Who answers for it in the shop: a role, never a person's name. */
  readonly owner?: string;
  /** The day by which somebody looks at its words, offers and rules again, `2027-03-31` (R299). */
  readonly reviewBy?: string;
  /** What it goes by that differs from shop to shop: whoever switches it on is told what is not filled in (R300). */
  readonly requires?: readonly ShopParameter[];
  /**
   * What it builds on of customers, products and orders: where a store knows too little of one, it is not switched on (R227).
   * Marketing needs `consent` besides, which nobody has to name.
   */
  readonly needs?: readonly DataField[];
  /** One of the few that a new store begins with (R298). */
  readonly essential?: boolean;
}

export const triggersOf = (spec: JourneySpec): readonly EventType[] =>
  ('name' in spec.trigger ? [spec.trigger] : spec.trigger).map((trigger) => trigger.name);
