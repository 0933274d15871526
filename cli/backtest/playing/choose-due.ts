import type { Millis } from '../../../domain/time/instant.ts';
import type { Agenda, Appointment } from './agenda.ts';
import type { PlayedRun } from './played-run.ts';
import { dayOf } from './sharing.ts';
import type { Told } from './take-told.ts';
import type { Expected } from './waiting-room.ts';

/** What is to happen. `waits`: it came to something that customers share, and waits until it is the first of all. */
export type Item =
  | { readonly told: Told; readonly expected: Expected }
  | { readonly run: PlayedRun; readonly waits: boolean }
  | 'alerts'
  | 'sales'
  | 'occasions';

export interface ChooseOptions {
  readonly most: number;
  /** What is first of all is before this instant: the next event's. */
  readonly before: Millis;
  /** The last instant at which anything happens. */
  readonly until: Millis;
  readonly customerOf: (run: PlayedRun) => string | undefined;
  /** Who may be the same person. */
  readonly groupOf: (customer: string) => string;
  /** Until when, exclusively, nothing else happens to a customer. */
  readonly horizonOf: (customer: string) => Millis;
}

/** Whether it happens to one customer, and not to anybody. */
export const isOfSomebody = (item: Item): item is Exclude<Item, string> => typeof item !== 'string';

/** So many are looked at for each that may be chosen. */
const mostLookedAt = 4;

/**
 * Takes what is due first of all, and what else of the same day may happen beside it: of each customer what is due first
 * for them, before anything else happens to them. Alerts, days of
 * the year, and the count of what sells, concern anybody: they happen alone, and nothing before them.
 */
export const chooseDue = (
  agenda: Agenda<Item>,
  { most, before, until, customerOf, groupOf, horizonOf }: ChooseOptions,
): readonly Appointment<Item>[] => {
  const chosen: Appointment<Item>[] = [];
  const left: Appointment<Item>[] = [];
  const seen = new Set<string>();
  while (chosen.length < most && left.length < most * mostLookedAt) {
    const next = agenda.next();
    const [first] = chosen;
    if (next === undefined || next > until || (first && dayOf(next) !== dayOf(first.at))) break;
    const one = agenda.take()!;
    // An appointment that was moved is kept when it is due.
    if (isOfSomebody(one.item) && 'run' in one.item && one.item.run.next() !== one.at) continue;
    if (!isOfSomebody(one.item) || (!first && one.at >= before)) {
      if (first || one.at >= before) left.push(one);
      else chosen.push(one);
      break;
    }
    const customer = 'run' in one.item ? customerOf(one.item.run) : one.item.told.customer;
    const group = groupOf(customer!);
    const isFree = !seen.has(group) && one.at < horizonOf(customer!) && !('run' in one.item && one.item.waits);
    seen.add(group);
    // Nothing at all is before the first.
    if (first && !isFree) left.push(one);
    else chosen.push(one);
  }
  for (const one of left) agenda.add(one);
  return chosen;
};
