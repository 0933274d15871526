import type { EventIds } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Wait } from '../../domain/time/season.ts';
import type { AnyEvent, ChosenExit, EventDefinition, NarrowedExit } from './event.ts';

export type Triggers = AnyEvent | readonly AnyEvent[];

/** The ids of one event; an event without ids has none, not any. */
export type IdsOf<Event> =
  Event extends EventDefinition<infer Name> ? (string extends keyof EventIds[Name] ? object : EventIds[Name]) : never;

/** The ids that a run knows of its trigger: with several triggers, `keyof` gives those that all have. */
export type TriggerIds<Trigger extends Triggers> = Trigger extends readonly (infer Event)[]
  ? IdsOf<Event>
  : IdsOf<Trigger>;

/** A `JourneySpec` whose fields agree with its own trigger and events. */
export interface TypedSpec<
  Trigger extends Triggers,
  Listens extends readonly AnyEvent[],
  Step extends string = string,
> extends JourneySpec {
  readonly trigger: Trigger;
  readonly subject?: keyof TriggerIds<Trigger> & string;
  readonly exitOn: readonly (AnyEvent | ChosenExit | NarrowedExit<keyof TriggerIds<Trigger> & string>)[];
  readonly listens?: Listens;
  readonly cadence?: Readonly<Record<Step, Wait>>;
}
