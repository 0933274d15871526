import { keysOf } from '../../../api/intake/accept-batch.ts';
import { namesOf } from '../../../api/intake/identify.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { derivedIds } from '../world/derived-ids.ts';
import type { Groups } from './groups.ts';
import type { PastEvent } from './play.ts';

/** Something that is to happen to a customer. */
export interface Expected {
  /** When, at the earliest; undefined: never by itself. */
  next(): Millis | undefined;
}

/** Events that were read and not taken in yet. */
export interface WaitingRoom {
  /** The instant of the first one; undefined: there are no more. */
  next(): Promise<Millis | undefined>;
  /**
   * Takes those that may be taken in now, as lanes: the events of one lane one after another, lanes side by side. An
   * event waits for whatever is due before it for its own customer, and one about a product for everything: `due` is
   * when anything is. After `barrier` nothing is taken: then something is due that may be about any customer. After
   * `counting` no order is: then it is counted what sells.
   */
  take(due: Millis | undefined, barrier?: Millis, counting?: Millis): PastEvent[][];
  giveBack(events: readonly PastEvent[]): void;
  /** The instant of the last event that was read; undefined: none was. */
  lastRead(): Millis | undefined;
  /**
   * Until when, exclusively, nothing more happens to a customer but what is due for them: their next event, an event
   * about a product, or one that was not read yet and may be anybody's.
   */
  horizons(): (customer: string) => Millis;
  /** Whether anybody was named by a phone by now. */
  hasPhones(): boolean;
  /** Whether of any product it was told how many there are, by now. */
  hasStocks(): boolean;
  /** How many times customers left the shop's messages after `since` until `at`, of what was read. */
  departures(since: Millis, at: Millis): number;
}

const size = 256;

/** More names than this are not kept without a reason: what is forgotten is asked again when it is named again. */
const mostNames = 8_192;

export interface WaitingRoomOptions {
  readonly store: StoreId;
  readonly groups: Groups<Expected>;
  /** Whom the database knows by these names. */
  readonly readNamed: (names: readonly string[]) => Promise<readonly (readonly string[])[]>;
}

const isAboutSomebody = ({ received }: PastEvent): boolean => received.event.customer !== undefined;

const tellsStock = ({ received }: PastEvent): boolean =>
  received.event.type.startsWith('product.') && 'stock' in received.event.data;

const isDeparture = ({ received: { event } }: PastEvent): boolean => {
  if (event.type === 'order.placed') return Object.values(event.data.marketingNotice ?? {}).includes('objected');
  return event.type === 'customer.consent_changed' && event.data.state === 'withdrawn';
};

/** What sells changes with it. */
export const isAboutOrders = ({ received }: PastEvent): boolean => received.event.type.startsWith('order.');

export const openWaitingRoom = (
  source: AsyncIterable<PastEvent>,
  { store, groups, readNamed }: WaitingRoomOptions,
): WaitingRoom => {
  const events = source[Symbol.asyncIterator]();
  const named = new WeakMap<PastEvent, readonly string[]>();
  let waiting: PastEvent[] = [];
  let isDry = false;
  let lastRead: Millis | undefined;
  let hasPhones = false;
  let hasStocks = false;
  /** Of all that was read, in order of time. */
  const departures: Millis[] = [];
  /** How many names were left when some were last let go of. */
  let kept = 0;

  /** A customer is also named by the id that is derived of the strongest name: runs know no other. */
  const namesIn = ({ received }: PastEvent): readonly string[] => [
    derivedIds.customer(store, namesOf(received.event)!.aliases),
    ...keysOf(received),
  ];
  const namesOfEvent = (event: PastEvent): readonly string[] => {
    const names = named.get(event) ?? namesIn(event);
    named.set(event, names);
    return names;
  };
  const groupOf = (event: PastEvent): string => groups.join(namesOfEvent(event));

  /** Tells the groups what the database knows of the names of new events, and lets go of names that nobody waits for. */
  const meet = async (known: readonly PastEvent[], fresh: readonly PastEvent[]): Promise<void> => {
    if (groups.size() > mostNames + 2 * kept) {
      groups.keepOnly(known.filter(isAboutSomebody).flatMap(namesOfEvent));
      kept = groups.size();
    }
    // The first name is the id that is derived: nobody is known by it.
    const names = fresh.filter(isAboutSomebody).flatMap((event) => namesOfEvent(event).slice(1));
    const unknown = [...new Set(names)].filter((name) => !groups.knows(name));
    // All of them before anybody is looked for: what a later one names may join two groups.
    for (const event of fresh) if (isAboutSomebody(event)) groupOf(event);
    if (unknown.length === 0) return;
    for (const one of await readNamed(unknown)) groups.join(one);
  };
  const dueIn = (group: string): Millis =>
    Math.min(...[...(groups.members(group) ?? [])].map((one) => one.next() ?? Number.POSITIVE_INFINITY));

  return {
    next: async () => {
      const from = waiting.length;
      while (!isDry && waiting.length < size) {
        const next = await events.next();
        if (next.done) isDry = true;
        else {
          const { at, received } = next.value;
          waiting.push(next.value);
          lastRead = at;
          hasPhones ||= received.event.customer?.phone !== undefined;
          hasStocks ||= tellsStock(next.value);
          if (isDeparture(next.value)) departures.push(at);
        }
      }
      if (waiting.length > from) await meet(waiting.slice(0, from), waiting.slice(from));
      return waiting[0]?.at;
    },
    take: (due = Number.POSITIVE_INFINITY, barrier = Number.POSITIVE_INFINITY, counting = Number.POSITIVE_INFINITY) => {
      const lanes = new Map<string, PastEvent[]>();
      const held: PastEvent[] = [];
      const late = new Set<string>();
      for (const [index, event] of waiting.entries()) {
        if (event.received.event.customer === undefined) {
          const goes = index === 0 && event.at <= due;
          held.push(...waiting.slice(goes ? 1 : index));
          if (goes) lanes.set('', [event]);
          break;
        }
        const group = groupOf(event);
        const last = Math.min(dueIn(group), barrier, isAboutOrders(event) ? counting : Number.POSITIVE_INFINITY);
        if (event.at > last) late.add(group);
        if (late.has(group)) held.push(event);
        else if (lanes.has(group)) lanes.get(group)!.push(event);
        else lanes.set(group, [event]);
      }
      waiting = held;
      return [...lanes.values()];
    },
    horizons: () => {
      const firstOf = new Map<string, Millis>();
      let most = isDry ? Number.POSITIVE_INFINITY : (waiting.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
      for (const event of waiting) {
        if (event.received.event.customer === undefined) most = Math.min(most, event.at);
        else if (!firstOf.has(groupOf(event))) firstOf.set(groupOf(event), event.at);
      }
      return (customer) => Math.min(most, firstOf.get(groups.join([customer])) ?? most);
    },
    lastRead: () => lastRead,
    hasPhones: () => hasPhones,
    hasStocks: () => hasStocks,
    // From the end: what is asked about was read lately.
    departures: (since, at) =>
      departures.findLastIndex((one) => one <= at) - departures.findLastIndex((one) => one <= since),
    giveBack: (back) => {
      if (back.length === 0) return;
      waiting = [...waiting, ...back].toSorted((a, b) => a.at - b.at || a.place - b.place);
    },
  };
};
