import { keysOf } from '../../../api/intake/accept-batch.ts';
import { namesOf } from '../../../api/intake/identify.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { derivedIds } from '../world/derived-ids.ts';
import type { Groups } from './groups.ts';
import type { PastEvent } from './play.ts';
import type { PlayedRun } from './played-run.ts';

/** Events that were read and not taken in yet. */
export interface WaitingRoom {
  /** The instant of the first one; undefined: there are no more. */
  next(): Promise<Millis | undefined>;
  /**
   * Takes those that may be taken in now, as lanes: the events of one lane one after another, lanes side by side. An
   * event waits for whatever is due before it for its own customer, and one about a product for everything: `due` is
   * when anything is. After `barrier` nothing is taken: then something is due that may be about any customer.
   */
  take(due: Millis | undefined, barrier?: Millis): PastEvent[][];
  giveBack(events: readonly PastEvent[]): void;
}

const size = 256;

export const openWaitingRoom = (
  source: AsyncIterable<PastEvent>,
  store: StoreId,
  groups: Groups<PlayedRun>,
): WaitingRoom => {
  const events = source[Symbol.asyncIterator]();
  const named = new WeakMap<PastEvent, readonly string[]>();
  let waiting: PastEvent[] = [];
  let isDry = false;

  /** A customer is also named by the id that is derived of the strongest name: runs know no other. */
  const namesIn = ({ received }: PastEvent): readonly string[] => [
    derivedIds.customer(store, namesOf(received.event)!.aliases),
    ...keysOf(received),
  ];
  const groupOf = (event: PastEvent): string => {
    const names = named.get(event) ?? namesIn(event);
    named.set(event, names);
    return groups.join(names);
  };
  const dueIn = (group: string): Millis =>
    Math.min(...[...(groups.members(group) ?? [])].map((run) => run.next() ?? Number.POSITIVE_INFINITY));

  return {
    next: async () => {
      while (!isDry && waiting.length < size) {
        const next = await events.next();
        if (next.done) isDry = true;
        else waiting.push(next.value);
      }
      return waiting[0]?.at;
    },
    take: (due = Number.POSITIVE_INFINITY, barrier = Number.POSITIVE_INFINITY) => {
      const lanes = new Map<string, PastEvent[]>();
      const held: PastEvent[] = [];
      const late = new Set<string>();
      // All of them first: what a later one names may join two groups.
      for (const event of waiting) if (event.received.event.customer !== undefined) groupOf(event);
      for (const [index, event] of waiting.entries()) {
        if (event.received.event.customer === undefined) {
          const goes = index === 0 && event.at <= due;
          held.push(...waiting.slice(goes ? 1 : index));
          if (goes) lanes.set('', [event]);
          break;
        }
        const group = groupOf(event);
        if (event.at > Math.min(dueIn(group), barrier)) late.add(group);
        if (late.has(group)) held.push(event);
        else if (lanes.has(group)) lanes.get(group)!.push(event);
        else lanes.set(group, [event]);
      }
      waiting = held;
      return [...lanes.values()];
    },
    giveBack: (back) => {
      if (back.length === 0) return;
      waiting = [...waiting, ...back].toSorted((a, b) => a.at - b.at || a.place - b.place);
    },
  };
};
