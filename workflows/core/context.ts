import type { Experiment, Purpose } from '../../domain/journey.ts';
import type { StepOutcome } from '../../domain/run.ts';
import type { CustomerTraits } from '../../domain/scores/traits.ts';
import type { Moment } from '../../domain/season/campaign.ts';
import type { Channels, FallbackTemplateId, TemplateFor, TemplateProps } from '../../domain/templates.ts';
import type { Duration } from '../../domain/time/duration.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Mode, Wait } from '../../domain/time/season.ts';
import type { AnyEvent } from './event.ts';
import type { IdsOf } from './spec.ts';

/** What one send may say differently from the spec. */
export interface StepOptions {
  /** How long after its due time this message is still useful. */
  readonly expires?: Duration;
  /** For a message of another kind than the journey: an order confirmation inside a marketing journey. */
  readonly purpose?: Purpose;
  /** `best`: it comes in the hours of the day in which the customer most probably looks, while it is of use then. */
  readonly hour?: 'best';
  /** True: it is of no use once the event of the season that is on is over, wherever its calendar moves that. */
  readonly whileEvent?: true;
  /** Sent instead when all that the message would offer is out of stock; without it the step is withheld. */
  readonly fallback?: FallbackTemplateId;
}

/** The props that the trigger's ids fill by themselves. */
type Filled<Props, Ids> = {
  [Prop in keyof Props]: Prop extends keyof Ids ? (Ids[Prop] extends Props[Prop] ? Prop : never) : never;
}[keyof Props];

type SendOptions<Props, Ids> = StepOptions & Omit<Props, Filled<Props, Ids>> & Partial<Pick<Props, Filled<Props, Ids>>>;

type OptionalWhenEmpty<Options> = object extends Options ? [options?: Options] : [options: Options];

/** What a journey's body is given; everything else in a body is plain Temporal. */
export interface JourneyContext<Ids, Listened extends AnyEvent, Step extends string = never> {
  /** The ids of the event that started the run; what messages show is read fresh when they are sent. */
  readonly event: Ids;
  /** When the trigger happened, in the store's time. */
  readonly began: Instant;
  /**
   * Waits from now; a wait by mode is retimed when the season's calendar changes. The name of a step waits for as long
   * as the cadence says; false, and at once, when the store leaves that step out.
   */
  wait(wait: Wait | Step): Promise<boolean>;
  /**
   * Waits for a step of the cadence, counted from the trigger or from another instant; one that is past does not wait.
   * False, and at once, when the store leaves that step out.
   */
  reach(step: Step, from?: Instant): Promise<boolean>;
  /**
   * Waits for a step of the cadence, counted from the beginning of the store's next event, wherever its calendar moves
   * it. False when none begins within that time of the trigger, or when the store leaves the step out.
   */
  reachEvent(step: Step, within: Duration): Promise<boolean>;
  /**
   * Waits for a step of the cadence, counted from the end of the event that is on, wherever its calendar moves it: `-2
   * days` is two days before it. False, and at once, when none is on (any more), or when the store leaves the step out.
   */
  reachEventEnd(step: Step): Promise<boolean>;
  /** The mode of the season's calendar now. */
  mode(): Mode;
  /** Waits for an instant of the store's time; one that is past does not wait. */
  until(instant: Instant): Promise<void>;
  /**
   * Waits for a moment of the campaign that the run is about, wherever its calendar moves it. False, and at once, when the
   * campaign has no such moment (any more), or when it was over before the wait began. What is sent then names the moment:
   * it is of use as long as that lasts.
   */
  at(moment: Moment): Promise<boolean>;
  /** The next event of this kind since the run began, or undefined after `timeout`. */
  waitFor<Event extends Listened>(event: Event, timeout: Wait | Step): Promise<IdsOf<Event> | undefined>;
  /**
   * One step: asks the gate for one message. Never throws because of a message: look at the outcome. Of several channels
   * the first that does has the message: `['sms', 'email']` is for the few whom the policy finds worth a text message,
   * and an e-mail for the others.
   */
  send<const To extends Channels, Template extends TemplateFor<To>>(
    channel: To,
    template: Template,
    ...options: OptionalWhenEmpty<SendOptions<TemplateProps[Template], Ids>>
  ): Promise<StepOutcome>;
  /**
   * What stored scores and signals say of the customer now, in words to branch by: segments, RFM group, tier, whether they
   * go by prices. Nothing is known while nothing was counted.
   */
  traits(): Promise<CustomerTraits>;
  /** A weighted choice that is the same for a customer whenever this journey asks for `name`. */
  split<Arm extends string>(name: string, weights: Readonly<Record<Arm, number>>): Arm;
  /** The customer's arm of an experiment of the spec, which reports compare. */
  split<Arm extends string>(experiment: Experiment<Arm>): Arm;
}
