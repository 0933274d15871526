import { defineSignal, type SignalDefinition } from '@temporalio/workflow';
import type { EventIds, EventType } from '../../domain/events.ts';

/** What a signal carries: the event's ids, and the id under which intake knows the event. */
export type EventSignal<Name extends EventType = EventType> = EventIds[Name] & { readonly eventId: string };

/** An exit narrowed to events about the run's own subject: `field` must be equal in event and trigger. */
export interface NarrowedExit<Field extends string = string> {
  readonly name: EventType;
  readonly field: Field;
}

/** A store event as journeys use it: it is itself the Temporal signal of that name. */
export interface EventDefinition<Name extends EventType> extends SignalDefinition<[EventSignal<Name>], Name> {
  /** This event as an exit, only when its `field` is the one of the run's trigger. */
  by<Field extends keyof EventIds[Name] & string>(field: Field): NarrowedExit<Field>;
}

/** Any one event definition. */
export type AnyEvent = { [Name in EventType]: EventDefinition<Name> }[EventType];

/** Defines the event `name`; its ids come from the catalogue in `domain/events.ts`. */
export const event = <Name extends EventType>(name: Name): EventDefinition<Name> => ({
  ...defineSignal<[EventSignal<Name>], Name>(name),
  by: (field) => ({ name, field }),
});
