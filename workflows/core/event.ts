import { defineSignal, type SignalDefinition } from '@temporalio/workflow';
import type { EventIds, EventType } from '../../domain/events.ts';

/** What a signal carries: the event's ids, and the id under which intake knows the event. */
export type EventSignal<Name extends EventType = EventType> = EventIds[Name] & { readonly eventId: string };

/** An exit narrowed to events about the run's own subject: `field` must be equal in event and trigger. */
export interface NarrowedExit<Field extends string = string> {
  readonly name: EventType;
  readonly field: Field;
}

/** An exit narrowed to events of which a field is one of some words, whatever the run is about. */
export interface ChosenExit {
  readonly name: EventType;
  readonly only: Readonly<Record<string, readonly string[]>>;
}

/** A store event as journeys use it: it is itself the Temporal signal of that name. */
export interface EventDefinition<Name extends EventType> extends SignalDefinition<[EventSignal<Name>], Name> {
  /** This event as an exit, only when its `field` is the one of the run's trigger. */
  by<Field extends keyof EventIds[Name] & string>(field: Field): NarrowedExit<Field>;
  /** This event as an exit, only when its `field` is one of these: `segmentEntered.of('segment', 'vip')`. */
  of<Field extends keyof EventIds[Name] & string>(field: Field, ...words: readonly EventIds[Name][Field][]): ChosenExit;
}

/** Any one event definition. */
export type AnyEvent = { [Name in EventType]: EventDefinition<Name> }[EventType];

/** Defines the event `name`; its ids come from the catalogue in `domain/events.ts`. */
export const event = <Name extends EventType>(name: Name): EventDefinition<Name> => ({
  ...defineSignal<[EventSignal<Name>], Name>(name),
  by: (field) => ({ name, field }),
  of: (field, ...words) => ({ name, only: { [field]: words as readonly unknown[] as readonly string[] } }),
});
