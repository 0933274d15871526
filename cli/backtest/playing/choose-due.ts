import type { DeliverInput } from '../../../domain/delivery.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Agenda, Appointment } from './agenda.ts';
import type { PlayedRun } from './played-run.ts';
import type { Told } from './take-told.ts';
import type { Expected } from './waiting-room.ts';

/** What is to happen. */
export type Item =
  | { readonly told: Told; readonly expected: Expected }
  | { readonly run: PlayedRun }
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
  /** Whether at an instant the order of all messages decides: then they go one by one. */
  readonly isOrdered: (at: Millis) => boolean;
  /** Whether at an instant the gate may be asked this beside what is first of all, and before it. */
  readonly mayAsk: (input: DeliverInput, at: Millis) => boolean;
  /** Until when, exclusively, nothing else happens to a customer. */
  readonly horizonOf: (customer: string) => Millis;
}

/** Whether it happens to one customer, and not to anybody. */
export const isOfSomebody = (item: Item): item is Exclude<Item, string> => typeof item !== 'string';

/** So many are looked at for each that may be chosen. */
const mostLookedAt = 4;

/**
 * Takes what is due first of all, and what else may happen beside it: of each customer what is due first for them, before
 * anything else happens to them. Alerts and days of the year concern anybody: they happen alone, and nothing of later before
 * them. The count of what sells concerns who shows it: whoever lets them happen beside it, or before it, sees to that.
 */
export const chooseDue = (
  agenda: Agenda<Item>,
  { most, before, until, customerOf, groupOf, isOrdered, mayAsk, horizonOf }: ChooseOptions,
): readonly Appointment<Item>[] => {
  const chosen: Appointment<Item>[] = [];
  const left: Appointment<Item>[] = [];
  const seen = new Set<string>();
  while (chosen.length < most && left.length < most * mostLookedAt) {
    const next = agenda.next();
    const [first] = chosen;
    if (next === undefined || next > until) break;
    if (first && (isOrdered(first.at) || isOrdered(next))) break;
    const one = agenda.take()!;
    // An appointment that was moved is kept when it is due.
    if (isOfSomebody(one.item) && 'run' in one.item && one.item.run.next() !== one.at) continue;
    if (!isOfSomebody(one.item) || (!first && one.at >= before)) {
      if (first || one.at >= before) left.push(one);
      else chosen.push(one);
      if (one.item !== 'sales' || one.at >= before) break;
      continue;
    }
    const customer = 'run' in one.item ? customerOf(one.item.run) : one.item.told.customer;
    const group = groupOf(customer!);
    const asks = 'run' in one.item ? one.item.run.asks(one.at) : [];
    const isFree = !seen.has(group) && one.at < horizonOf(customer!) && asks.every((input) => mayAsk(input, one.at));
    seen.add(group);
    // Nothing at all is before the first.
    if (first && !isFree) left.push(one);
    else chosen.push(one);
  }
  for (const one of left) agenda.add(one);
  return chosen;
};
