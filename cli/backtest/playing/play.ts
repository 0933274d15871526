import type { IntakeDeps, Received } from '../../../api/intake/received.ts';
import { tellBatch } from '../../../api/alerts/tell-batch.ts';
import { isOfDays, tellOccasions } from '../../../api/occasions/tell.ts';
import { readNextAlert } from '../../../db/alerts/alerts.ts';
import { countSales } from '../../../db/catalogue/count-sales.ts';
import type { Database } from '../../../db/client.ts';
import { forgetAverageDay } from '../../../db/deliverability/volumes.ts';
import { closeRun } from '../../../db/road/run-closing.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Sandbox } from '../../simulator/sandbox.ts';
import { openAgenda } from './agenda.ts';
import type { AskGate } from './ask-gate.ts';
import { chooseDue, isOfSomebody, type Item } from './choose-due.ts';
import { openGroups } from './groups.ts';
import { sideBySide } from './lanes.ts';
import { type MayAsk, playRun, type PlayedRun } from './played-run.ts';
import { keepResidents } from './residents.ts';
import { dayOf, sharingOf } from './sharing.ts';
import { takeIn } from './take-in.ts';
import { type Told, takeTold } from './take-told.ts';
import { readNamed } from '../world/read-named.ts';
import { type Expected, isAboutOrders, openWaitingRoom } from './waiting-room.ts';

/** One event of the past, ready to be taken in. */
export interface PastEvent {
  /** Its place in the input. */
  readonly place: number;
  readonly at: Millis;
  readonly received: Received;
  /** History: it builds up what is known, and starts nothing. */
  readonly isHistory?: boolean;
}

export interface PlayOptions {
  readonly db: Database;
  readonly store: StoreRow;
  readonly policy: Policy;
  readonly sandbox: Sandbox;
  readonly intake: Omit<IntakeDeps, 'clock' | 'db'>;
  readonly ask: AskGate;
  /** In order of time. */
  readonly events: AsyncIterable<PastEvent>;
  /** How long what was begun goes on after the last event. */
  readonly until: (lastEvent: Millis) => Millis;
  /** Told now and then how many events were taken in, and what time it is. */
  readonly progress?: (events: number, at: Millis) => void;
}

/** What playing came to. */
export interface Played {
  readonly events: number;
  /** How many events had which fate. */
  readonly fates: Readonly<Record<string, number>>;
  readonly first: Millis;
  readonly last: Millis;
  /** Until when runs went on. */
  readonly end: Millis;
}

/** Customers of whom something happens side by side. */
const lanesAtATime = 16;

/** Things that are due and happen side by side, each to another customer. */
const mostDueAtATime = 48;

/** Workflows kept in memory. */
const mostResidents = 2_000;

const isHistory = (events: readonly PastEvent[]): boolean => events.every((one) => one.isHistory);

/** Of the day of `at`, in UTC. */
const endOfDay = (at: Millis): Millis => (dayOf(at) + 1) * 86_400_000;

/**
 * Plays a store's past: events, journeys and gate in one order of instants. Of what happens at one instant the event
 * comes first, then what a run is told of it, then what is due.
 *
 * That order holds for each customer. What happens to different customers happens side by side, as far as it cannot
 * depend on each other; what they share, such as a budget, is asked for in the order of all of them.
 */
export const play = async (options: PlayOptions): Promise<Played> => {
  const { db, store, policy, sandbox } = options;
  const { specs } = options.intake;
  const agenda = openAgenda<Item>();
  const groups = openGroups<Expected>();
  const residents = keepResidents(sandbox, mostResidents);
  const runs = new Map<string, { readonly run: PlayedRun; readonly customer: string }>();
  const waiting = openWaitingRoom(options.events, {
    store: store.id,
    groups,
    readNamed: async (names) => readNamed(db, store.id, names),
  });
  const sharing = sharingOf(policy, specs, waiting);
  const fates = new Map<string, number>();
  const seen = { count: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

  const ask: AskGate = async (input, now) => {
    const answer = await options.ask(input, now);
    if (answer.outcome === 'accepted') sharing.noteSent(now);
    return answer;
  };
  const intake = { ...options.intake, db };
  const note = (fate: string, at: Millis): void => {
    fates.set(fate, (fates.get(fate) ?? 0) + 1);
    seen.count += 1;
    seen.first = Math.min(seen.first, at);
    seen.last = Math.max(seen.last, at);
  };

  const planTold = async (): Promise<void> => {
    for (const told of await takeTold(db)) {
      const key = `${told.workflowId} ${String(told.id).padStart(12, '0')}`;
      const expected: Expected = { next: () => told.at };
      groups.add(told.customer, expected);
      agenda.add({ at: told.at, order: 0, key, item: { told, expected } });
    }
  };

  /** When the next customers of an alert about a product are told. */
  let alertsAt: Millis | undefined;
  const planAlerts = async (now: Millis): Promise<void> => {
    const next = await readNextAlert(db);
    if (!next) return;
    const at = Math.max(next.getTime(), now);
    if (alertsAt !== undefined && alertsAt <= at) return;
    alertsAt = at;
    agenda.add({ at, order: 2, key: 'alerts', item: 'alerts' });
  };
  const tellAlerts = async (at: Millis): Promise<void> => {
    // An appointment that was moved is kept when it is due.
    if (at !== alertsAt) return;
    alertsAt = undefined;
    while (await tellBatch({ ...intake, clock: { now: () => at } }));
    await planTold();
    await planAlerts(at);
  };

  /** When it is counted next what sells, for what messages propose. */
  let salesAt: Millis | undefined;
  const planSales = (after: Millis): void => {
    salesAt = endOfDay(after);
    agenda.add({ at: salesAt, order: 3, key: 'sales', item: 'sales' });
  };

  /** When it is looked next who has a day of the year soon, where a journey begins with one; not while all is history. */
  let occasionsAt: Millis | undefined;
  const hasOccasions = specs.some(isOfDays);
  const planOccasions = (after: Millis): void => {
    occasionsAt = endOfDay(after);
    agenda.add({ at: occasionsAt, order: 4, key: 'occasions', item: 'occasions' });
  };
  const lookForOccasions = async (at: Millis): Promise<void> => {
    while ((await tellOccasions({ ...intake, clock: { now: () => at } })).more);
    await planTold();
    planOccasions(at);
  };

  const open = (told: Told, at: Millis): PlayedRun => {
    const run = playRun({
      input: told.input,
      startAt: Math.max(told.dueAt, at),
      residents,
      ask,
      closed: async (end, now) => void (await closeRun(db, end, now)),
    });
    runs.set(run.id, { run, customer: told.customer });
    groups.add(told.customer, run);
    return run;
  };

  /** Notes when the run goes on by itself, or that it is over. */
  const plan = (run: PlayedRun): void => {
    const next = run.next();
    if (next !== undefined) agenda.add({ at: next, order: 1, key: run.id, item: { run } });
    const known = runs.get(run.id);
    if (!run.isOver() || !known) return;
    groups.remove(known.customer, run);
    runs.delete(run.id);
  };

  const happen = async (at: Millis, item: Exclude<Item, string>, may: MayAsk): Promise<void> => {
    if ('run' in item) {
      await item.run.wake(at, may);
      return plan(item.run);
    }
    const { told, expected } = item;
    groups.remove(told.customer, expected);
    const known = runs.get(told.workflowId)?.run;
    if (!known && told.isClosed) return;
    const run = known ?? open(told, at);
    if (told.signal) await run.tell(told.signal.name, told.signal.ids, at, may);
    else await run.wake(at, may);
    plan(run);
  };

  /** What was counted of the days before it, while they were not over yet, is counted anew once it decides. */
  let crowdedDay = Number.NaN;
  const startCrowdedDay = async (at: Millis): Promise<void> => {
    if (dayOf(at) === crowdedDay || !sharing.isCrowded(at, mostDueAtATime)) return;
    crowdedDay = dayOf(at);
    await forgetAverageDay(db, store.id, new Date(at));
  };

  /** What is due first, and beside it what is due for others and nothing can come before any more. */
  const happenDue = async (due: Millis, before: Millis, until: Millis): Promise<void> => {
    await startCrowdedDay(due);
    const horizonOf = waiting.horizons();
    // What sells is known until it is to be counted again, for an order of the past or one that may come yet.
    const salesUntil = Math.min(salesAt ?? Number.POSITIVE_INFINITY, endOfDay(before));
    const mayAsk = (input: DeliverInput, at: Millis): boolean =>
      !sharing.isShared(input) && (at <= salesUntil || !sharing.showsSales(input));
    const chosen = chooseDue(agenda, {
      most: mostDueAtATime,
      before,
      until,
      customerOf: (run) => runs.get(run.id)?.customer,
      groupOf: (customer) => groups.join([customer]),
      isOrdered: (at) => sharing.isOrdered(at, mostDueAtATime),
      mayAsk,
      horizonOf,
    });
    const [first] = chosen;
    if (first?.item === 'alerts') return tellAlerts(first.at);
    if (first?.item === 'occasions') return lookForOccasions(first.at);
    if (first?.item === 'sales') salesAt = undefined;
    await sideBySide(chosen, lanesAtATime, async (one) => {
      const { at, item } = one;
      if (item === 'sales') await countSales(db, new Date(at));
      else if (isOfSomebody(item)) await happen(at, item, (input) => one === first || mayAsk(input, at));
    });
  };

  for (;;) {
    const event = await waiting.next();
    const due = agenda.next();
    // More may come after what was read: then nothing of later happens yet.
    const until = options.until(waiting.lastRead() ?? seen.last);
    if (event === undefined && (due === undefined || due > until)) break;
    if (due !== undefined && (event === undefined || due < event)) {
      await happenDue(due, event ?? Number.POSITIVE_INFINITY, until);
    } else {
      const barrier = Math.min(
        alertsAt ?? Number.POSITIVE_INFINITY,
        occasionsAt ?? (hasOccasions ? endOfDay(event!) : Number.POSITIVE_INFINITY),
      );
      const lanes = waiting.take(due, barrier, salesAt ?? endOfDay(event!));
      if (hasOccasions && occasionsAt === undefined && !lanes.every(isHistory)) planOccasions(event!);
      if (salesAt === undefined && lanes.some((lane) => lane.some(isAboutOrders))) planSales(event!);
      const taken = await takeIn({ intake, store, note }, lanes, lanesAtATime);
      waiting.giveBack(taken.back);
      if (taken.anyTold) await planTold();
      if (taken.about !== undefined) await planAlerts(taken.about);
      options.progress?.(seen.count, event!);
    }
  }
  const { count, first, last } = seen;
  return { events: count, fates: Object.fromEntries(fates), first, last, end: options.until(last) };
};
