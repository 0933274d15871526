import type { AnyEventIds } from '../../domain/events.ts';
import type { ExitRule } from '../../domain/journey.ts';

/** What an event says under this name, if it does. */
export const idOf = (field: string, ids: AnyEventIds): string | undefined =>
  (ids as Readonly<Record<string, string>>)[field];

/** True when both say the same under this name; what neither says is not the same. */
export const sameId = (field: string, a: AnyEventIds, b: AnyEventIds): boolean => {
  const id = idOf(field, a);
  return id !== undefined && id === idOf(field, b);
};

/** Whether an exit is about an event that carries these ids and words. */
export const isMeant = ({ only = {} }: ExitRule, ids: AnyEventIds): boolean =>
  Object.entries(only).every(([field, words]) => words.includes(idOf(field, ids) ?? ''));
