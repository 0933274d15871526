import type { Cadence } from '../../domain/cadence.ts';
import type { AnyEventIds, EventType } from '../../domain/events.ts';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { Purpose, Rank } from '../../domain/journey.ts';
import type { IgnoredReason } from '../../domain/reasons.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';

/** The event, as far as journeys may know it. */
export interface RoutedEvent {
  readonly type: EventType;
  readonly ids: AnyEventIds;
  readonly at: Millis;
  /** Whom it is about: runs that it starts are theirs. */
  readonly customer: CustomerId;
}

/** Everything that the decision needs, read under the customer's lock after the event's state was applied. */
export interface RouteFacts {
  /** The store's time. */
  readonly now: Millis;
  readonly calendar: SeasonCalendar;
  /** A newer state was known: the event can neither start nor touch. */
  readonly outdated: boolean;
  /** What the event speaks of was bought already, so that nothing can ever start from it. */
  readonly ordered: boolean;
  /** Runs of every matched customer that can still write. */
  readonly live: readonly {
    readonly id: RunId;
    readonly customerId: CustomerId;
    readonly journey: string;
    readonly subject: string;
    readonly event: AnyEventIds;
    readonly touchedAt: Millis;
    readonly dueAt: Millis;
  }[];
  /** The newest purchase of any matched customer. */
  readonly bought?: Millis | undefined;
  /** Orders of the matched customers until the event, itself included; read only where a journey asks for it. */
  readonly orders?: number | undefined;
  /** What the customer is to the store; read only where a journey asks for it. */
  readonly segments?: readonly AnySegment[] | undefined;
  /** True: a cut-off of the store's deliveries has passed, and its date has not; read only where a journey asks for it. */
  readonly late?: boolean | undefined;
  /** The store's own cadences, by journey. */
  readonly cadences?: Readonly<Record<string, Cadence>> | undefined;
  /** Runs of the customer, live or not, by journey and subject. */
  readonly past: readonly {
    readonly journey: string;
    readonly subject: string;
    readonly episodes: number;
    readonly wroteUntil?: Millis | undefined;
  }[];
  /** Exits of the customer that happened at the event's instant or later. */
  readonly later: readonly { readonly type: EventType; readonly ids: AnyEventIds }[];
  /** Journeys that are switched off, by themselves or with the whole store: none begins. */
  readonly off?: readonly string[];
  /** Journeys that a store begins without, and that nobody has switched: for them nothing has happened. */
  readonly asleep?: readonly string[];
  /** True: history; what it says may stop a run but never starts or touches one. */
  readonly imported?: boolean;
  /** True: the event made two customers one, so that a cart may have two runs. */
  readonly merged?: boolean;
}

export type Decision =
  | {
      readonly kind: 'start';
      readonly journey: string;
      readonly rank: Rank;
      readonly purpose: Purpose;
      readonly subject: string;
      readonly episode: number;
      readonly touchedAt: Millis;
      readonly dueAt: Millis;
    }
  | { readonly kind: 'touch'; readonly run: RunId; readonly touchedAt: Millis; readonly dueAt?: Millis }
  | Exit
  | { readonly kind: 'signal'; readonly run: RunId };

/** `because` is what is recorded, `signal` the exit of the spec that the workflow hears. */
export interface Exit {
  readonly kind: 'exit';
  readonly run: RunId;
  readonly because: EventType;
  readonly signal: EventType;
}

export interface Routing {
  readonly decisions: readonly Decision[];
  /** True when a journey uses this type of event at all. */
  readonly used: boolean;
  /** Why no run was started or touched by a trigger. */
  readonly ignored?: IgnoredReason;
}
