import type { EventType } from './events.ts';
import type { SendingMode } from './switches/sending-mode.ts';
import type { Duration } from './time/duration.ts';
import type { Wait } from './time/season.ts';

export type Channel = 'email' | 'sms';

/** Marketing needs consent and obeys caps; transactional (order confirmation, parcel) does not. */
export type Purpose = 'transactional' | 'marketing';

/** A place in the order of priority that arbitrates between messages; the marketer's table orders them. */
export type Rank = 'transactional' | 'service' | 'cart' | 'post-purchase' | 'replenishment' | 'win-back' | 'newsletter';

/** When the same customer and subject may enter again: a duration counts from the last run that wrote to them. */
export type Reentry = 'never' | 'always' | Duration;

/** An exit: any `name` event of the customer, or, with `field`, only one about the same subject. */
export interface ExitRule {
  readonly name: EventType;
  readonly field?: string;
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
}

export const triggersOf = (spec: JourneySpec): readonly EventType[] =>
  ('name' in spec.trigger ? [spec.trigger] : spec.trigger).map((trigger) => trigger.name);
