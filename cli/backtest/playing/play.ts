import { acceptEvent, type Fate, type IntakeDeps, type Received } from '../../../api/intake/accept.ts';
import { acceptQuiet, isOfSame, isQuiet } from '../../../api/intake/accept-quiet.ts';
import type { Database } from '../../../db/client.ts';
import { closeRun } from '../../../db/road/run-closing.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Sandbox } from '../../simulator/sandbox.ts';
import { openAgenda } from './agenda.ts';
import type { AskGate } from './ask-gate.ts';
import { openGroups } from './groups.ts';
import { playRun, type PlayedRun } from './played-run.ts';
import { keepResidents } from './residents.ts';
import { type Told, takeTold } from './take-told.ts';
import { tellBatch } from '../../../api/alerts/tell-batch.ts';
import { readNextAlert } from '../../../db/alerts/alerts.ts';
import { openWaitingRoom } from './waiting-room.ts';

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

type Item = { readonly told: Told } | { readonly run: PlayedRun } | 'alerts';

/** Customers whose events are taken in side by side. */
const lanesAtATime = 6;

/** Workflows kept in memory. */
const mostResidents = 2_000;

/**
 * Plays a store's past: events, journeys and gate in one order of instants. Of what happens at one instant the event
 * comes first, then what a run is told of it, then what is due.
 *
 * Events of different customers are taken in side by side, also ahead of what is due for others before them: what
 * customers share is decided by the gate, and the gate is asked about one message after another.
 */
export const play = async (options: PlayOptions): Promise<Played> => {
  const { db, store, sandbox, ask } = options;
  const agenda = openAgenda<Item>();
  const groups = openGroups<PlayedRun>();
  const residents = keepResidents(sandbox, mostResidents);
  const runs = new Map<string, { readonly run: PlayedRun; readonly customer: string }>();
  const waiting = openWaitingRoom(options.events, store.id, groups);
  const fates = new Map<string, number>();
  let count = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  const note = (fate: Fate, at: Millis): void => {
    const name = fate.fate === 'ignored' ? `ignored (${fate.reason})` : fate.fate;
    fates.set(name, (fates.get(name) ?? 0) + 1);
    count += 1;
    first = Math.min(first, at);
    last = Math.max(last, at);
  };
  const accept = async ({ received, at, isHistory }: PastEvent): Promise<boolean> => {
    const deps = { ...options.intake, db, clock: { now: () => at } };
    const { fate, told } = await acceptEvent(deps, store, received, isHistory ? 'imported' : 'posted');
    note(fate, at);
    return told;
  };
  /** Takes in as many quiet events as there are at `index`; returns how many those were. */
  const acceptPart = async (lane: readonly PastEvent[], index: number): Promise<number> => {
    const from = lane[index]!;
    let end = index;
    while (
      end < lane.length &&
      isQuiet(options.intake.specs, lane[end]!.received) &&
      isOfSame(from.received, lane[end]!.received)
    )
      end += 1;
    const quiet = lane.slice(index, end);
    if (quiet.length < 2 || !(await acceptQuiet({ ...options.intake, db }, store, quiet))) return 0;
    for (const { at } of quiet) note({ fate: 'ignored', reason: 'no_journey' }, at);
    return quiet.length;
  };

  const takeIn = async (lanes: PastEvent[][]): Promise<void> => {
    let anyTold = false;
    /** When something happened to a product, which is taken in by itself. */
    const about = lanes.find(([first]) => first?.received.event.customer === undefined)?.[0]?.at;
    const work = async (): Promise<void> => {
      for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
        for (let index = 0; index < lane.length;) {
          const quiet = await acceptPart(lane, index);
          index += quiet;
          if (quiet > 0 || !(await accept(lane[index++]!))) continue;
          // What follows may have to wait for what this one set going.
          anyTold = true;
          waiting.giveBack(lane.slice(index));
          break;
        }
      }
    };
    await Promise.all(Array.from({ length: lanesAtATime }, work));
    if (anyTold) await planTold();
    if (about !== undefined) await planAlerts(about);
  };

  const planTold = async (): Promise<void> => {
    for (const told of await takeTold(db)) {
      const key = `${told.workflowId} ${String(told.id).padStart(12, '0')}`;
      agenda.add({ at: told.at, order: 0, key, item: { told } });
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
    while (await tellBatch({ ...options.intake, db, clock: { now: () => at } }));
    await planTold();
    await planAlerts(at);
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
    const at = run.next();
    if (at !== undefined) agenda.add({ at, order: 1, key: run.id, item: { run } });
    if (!run.isOver()) return;
    groups.remove(runs.get(run.id)!.customer, run);
    runs.delete(run.id);
  };

  const happen = async (at: Millis, item: Item): Promise<void> => {
    if (item === 'alerts') return tellAlerts(at);
    if ('run' in item) {
      // An appointment that was moved is kept when it is due.
      if (item.run.next() !== at) return;
      await item.run.wake(at);
      return plan(item.run);
    }
    const { told } = item;
    const known = runs.get(told.workflowId)?.run;
    if (!known && told.isClosed) return;
    const run = known ?? open(told, at);
    if (told.signal) await run.tell(told.signal.name, told.signal.ids, at);
    else await run.wake(at);
    plan(run);
  };

  for (;;) {
    const event = await waiting.next();
    const due = agenda.next();
    if (event === undefined && (due === undefined || due > options.until(last))) break;
    if (due !== undefined && (event === undefined || due < event)) {
      const { at, item } = agenda.take()!;
      await happen(at, item);
    } else {
      await takeIn(waiting.take(due, alertsAt));
      options.progress?.(count, event!);
    }
  }
  return { events: count, fates: Object.fromEntries(fates), first, last, end: options.until(last) };
};
