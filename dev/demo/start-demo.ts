import { connectDatabase, type Queries } from '../../db/client.ts';
import { inbox } from '../../db/schema/index.ts';
import { storeTime } from '../../domain/time/clock.ts';
import { type Instant, toInstant } from '../../domain/time/instant.ts';
import { type Backlog, readBacklog } from './backlog.ts';
import { catalogueEvents } from './catalogue-events.ts';
import { type Click, readClickstream } from './clickstream.ts';
import { type Answer, createIntake, RefusedEventsError } from './intake.ts';
import { narrate } from './narration/narrate.ts';
import { play } from './player.ts';
import { createCarts } from './shop/carts.ts';
import { startShopServer } from './shop/server.ts';
import type { DemoStack } from './stack.ts';
import { stocksAt } from './stock-events.ts';
import { timelineOf } from './timeline.ts';

/**
 * What the demo clock shows at the very first start: some hours, which pass while the stack starts, before
 * shoppers become many and one of them fills a cart. What the file has before it is told at once, as the past.
 */
export const demoStart: Instant = '2024-02-05T13:30:00.000Z';

export interface DemoOptions {
  /** Gets each line of the narration; without it nothing is told. */
  readonly print?: (line: string) => void;
  /** Port of the demo shop's own site. */
  readonly shopPort?: number;
  readonly onAnswer?: (answer: Answer) => void;
  /** Called while the store waits, with its lateness in real milliseconds; the default prints it now and then. */
  readonly onLate?: (millis: number, backlog: Backlog) => void;
  /** What is played; the whole file unless told otherwise. */
  readonly clicks?: readonly Click[];
}

export interface Demo {
  /** The demo shop's own site. */
  readonly shopUrl: string;
  /** Resolves when the whole file was played, or after `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Opens the demo shop and lets its shoppers come, from where they were when it was last stopped. */
export const startDemo = async (stack: DemoStack, options: DemoOptions = {}): Promise<Demo> => {
  const print = options.print ?? (() => {});
  const stop = new AbortController();
  const { signal } = stop;
  const connection = connectDatabase(stack.database, 4);
  const carts = createCarts();
  const shop = await startShopServer(carts, options.shopPort);
  const timeline = timelineOf(options.clicks ?? readClickstream(), shop.url);
  const accepted = await acceptedEvents(connection.db);
  for (const { event } of timeline) if (accepted.has(event.id)) carts.apply(event);

  const post = createIntake(stack.api, stack.demoKey, {
    signal,
    ...(options.onAnswer && { onAnswer: options.onAnswer }),
  });
  const playing = async (): Promise<void> => {
    const now = storeTime(Date.now(), stack.clock);
    const stocks = stocksAt(
      timeline.map(({ event }) => event),
      now,
    );
    await post(catalogueEvents(shop.url, toInstant(now), stocks));
    await play({
      timeline: timeline.filter(({ event }) => !accepted.has(event.id)),
      clock: stack.clock,
      post,
      backlog: () => readBacklog(connection.db, stack.clock).catch(() => unreadable),
      onEvent: (event) => carts.apply(event),
      onLate: options.onLate ?? lateness(print),
      signal,
    });
    print('The demo store has no more shoppers: its six months are over. Start again with --fresh.');
  };
  const narration = options.print && narrate({ db: connection.db, clock: stack.clock, print, signal });
  const ended = playing().catch((error: unknown) => {
    if (signal.aborted) return;
    print(`The demo store stopped. ${error instanceof RefusedEventsError ? error.message : String(error)}`);
  });
  return {
    shopUrl: shop.url,
    ended,
    stop: async () => {
      stop.abort();
      await Promise.all([ended, narration, shop.stop()]);
      await connection.close();
    },
  };
};

/** While the database is away nothing can be known: the store waits. */
const unreadable: Backlog = { untold: 0, undecided: 0, unsent: 0, total: 1 };

/** The inbox is the position: what is in it was told already. */
const acceptedEvents = async (db: Queries): Promise<ReadonlySet<string>> =>
  new Set((await db.select({ id: inbox.eventId }).from(inbox)).map(({ id }) => id));

/** Says now and then that the store waits, and for what. */
const lateness = (print: (line: string) => void): ((millis: number, backlog: Backlog) => void) => {
  const [first, every] = [3_000, 10_000];
  let toldAt = 0;
  return (millis, backlog) => {
    if (millis < first || Date.now() - toldAt < every) return;
    toldAt = Date.now();
    const waits = [
      [backlog.untold, 'not yet told to Temporal'],
      [backlog.undecided, 'runs due'],
      [backlog.unsent, 'messages due'],
    ] as const;
    const what = waits.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : [])).join(', ');
    print(`The store is ${(millis / 1000).toFixed(1)} s late; it waits for ${what || 'the database'}.`);
  };
};
