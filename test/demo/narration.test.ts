import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readBacklog } from '../../dev/demo/backlog.ts';
import { exitLine, messageLine, summaryLine } from '../../dev/demo/narration/lines.ts';
import { narrate } from '../../dev/demo/narration/narrate.ts';
import { exitsSince, messagesSince } from '../../dev/demo/narration/story.ts';
import { messages, orders, outbox, runs } from '../../db/schema/index.ts';
import { orderId } from '../../db/ids.ts';
import type { DemoClock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addPerson, hour, minute, noon, openShop, type Person, store } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
beforeAll(() => openShop(database.connection.db));
afterEach(async () => {
  const { db } = database.connection;
  await db.delete(messages);
  await db.delete(outbox);
  await db.delete(runs);
});

/** The store's clock stands at noon now, in real speed. */
const clockAtNoon = (): DemoClock => ({ real: toInstant(Date.now()), demo: toInstant(noon), rate: 1 });

const frozen = (to: string) => ({ from: 'a@b.test', to, subject: 's', html: '', text: '', headers: {} });

const decide = async (person: Person, row: Partial<typeof messages.$inferInsert> = {}): Promise<void> => {
  await database.connection.db.insert(messages).values({
    id: randomUUID(),
    storeId: store,
    runId: person.run,
    journey: 'cartAbandonment',
    customerId: person.customer,
    step: 'cart/reminder#1',
    channel: 'email',
    template: 'cart/reminder',
    purpose: 'marketing',
    state: 'accepted',
    dueAt: new Date(noon),
    expiresAt: new Date(noon + 12 * hour),
    decidedAt: new Date(noon),
    verdicts: [],
    key: randomUUID(),
    claimedAt: new Date(noon),
    frozen: frozen('marie.0428@example.com'),
    bodyHash: 'hash',
    provider: 'local-outbox',
    providerId: randomUUID(),
    ...row,
  });
};

test('a sent message is told with its cart, how long it was idle and to whom, without the domain', async () => {
  const person = await addPerson(database.connection.db);
  await decide(person);
  const [told] = await messagesSince(database.connection.db, noon - minute);
  expect(messageLine(told!)).toBe(`cart ${person.cart} idle 1 h → reminder sent to marie.0428@…`);
});

test('a withheld, a failed and a parked message are told with their reason in words', async () => {
  const person = await addPerson(database.connection.db);
  await decide(person, { state: 'withheld', reason: 'no_consent', frozen: null });
  await decide(person, { step: 'cart/offer#1', template: 'cart/offer', state: 'failed', reason: 'refused' });
  await decide(person, { step: 'cart/offer#2', template: 'cart/offer', state: 'unknown' });
  const lines = (await messagesSince(database.connection.db, noon - minute)).map(messageLine).toSorted();
  expect(lines.map((line) => line.replace(`cart ${person.cart} idle 1 h → `, ''))).toEqual([
    'offer failed: the provider refuses this message',
    'offer parked: nobody knows whether it was sent',
    'reminder withheld: no consent for this purpose on this channel',
  ]);
});

test('what is still planned or claimed is not told', async () => {
  const person = await addPerson(database.connection.db);
  await decide(person, { state: 'planned', reason: 'touched' });
  await decide(person, { step: 'cart/offer#1', state: 'claimed' });
  expect(await messagesSince(database.connection.db, noon - minute)).toEqual([]);
});

test('a stopped run is told with the order and the number of messages before it', async () => {
  const { db } = database.connection;
  const person = await addPerson(db);
  await decide(person);
  await db.insert(orders).values({
    id: orderId(store, 'order_1'),
    storeId: store,
    externalId: 'order_1',
    customerId: person.customer,
    state: 'placed',
    lines: [],
    total: 0,
    currency: 'EUR',
    placedAt: new Date(noon),
    updatedAt: new Date(noon),
  });
  await db
    .update(runs)
    .set({ exitEvent: 'order.placed', exitedAt: new Date(noon) })
    .where(eq(runs.id, person.run));
  const [exit] = await exitsSince(db, noon - minute);
  expect(exitLine(exit!)).toBe(`order order_1 → run of cart ${person.cart} stopped after 1 message`);
  expect(exitLine({ ...exit!, sent: 0, event: 'cart.emptied' })).toBe(
    `cart.emptied → run of cart ${person.cart} stopped before any message`,
  );
});

test('many happenings become one line', async () => {
  const { db } = database.connection;
  for (let i = 0; i < 4; i++) await decide(await addPerson(db));
  await decide(await addPerson(db), { state: 'withheld', reason: 'bought' });
  const told = await messagesSince(db, noon - minute);
  expect(summaryLine(told, [])).toBe('4 sent (4 reminder), 1 withheld (1 bought)');
});

test('each happening is told once, at the time of the store', async () => {
  const { db } = database.connection;
  const stop = new AbortController();
  const lines: string[] = [];
  const telling = narrate({ db, clock: clockAtNoon(), print: (line) => void lines.push(line), signal: stop.signal });
  const first = await addPerson(db);
  await decide(first, { decidedAt: new Date(noon + 100) });
  await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 5_000 });
  await decide(await addPerson(db), { decidedAt: new Date(noon + 200) });
  await vi.waitFor(() => expect(lines).toHaveLength(2), { timeout: 5_000 });
  stop.abort();
  await telling;
  expect(lines[0]).toMatch(/^Wed 10 Jun, 14:00 {2}cart .* → reminder sent to marie\.0428@…$/);
});

test('work that is due and not done is the backlog; what is early, done, stopped or hopeless is not', async () => {
  const { db } = database.connection;
  const late = 10_000;
  const clock = (): DemoClock => ({ ...clockAtNoon(), demo: toInstant(noon + late) });
  const waiting = await addPerson(db);
  expect(await readBacklog(db, clock())).toMatchObject({ undecided: 1, total: 1 });

  await decide(waiting, { state: 'planned', notBefore: new Date(noon) });
  expect(await readBacklog(db, clock())).toMatchObject({ undecided: 0, unsent: 1, total: 1 });
  await db.update(messages).set({ notBefore: new Date(noon + hour) });
  expect(await readBacklog(db, clock())).toMatchObject({ total: 0 });
  await db.update(messages).set({ state: 'claimed', decidedAt: new Date(noon) });
  expect(await readBacklog(db, clock())).toMatchObject({ unsent: 1, total: 1 });
  await db.update(messages).set({ state: 'accepted' });
  expect(await readBacklog(db, clock())).toMatchObject({ total: 0 });

  const row = { storeId: store, customerId: waiting.customer, runId: waiting.run, notBefore: new Date(noon) };
  await db.insert(outbox).values({ ...row, kind: 'start' });
  expect(await readBacklog(db, clock())).toMatchObject({ untold: 1, total: 1 });
  await db.update(outbox).set({ dispatchedAt: new Date(noon) });

  const stopped = await addPerson(db);
  await db.update(runs).set({ exitEvent: 'order.placed' }).where(eq(runs.id, stopped.run));
  expect(await readBacklog(db, clock())).toMatchObject({ total: 0 });
  const gone = await addPerson(db);
  await db
    .update(runs)
    .set({ dueAt: new Date(noon - hour) })
    .where(eq(runs.id, gone.run));
  expect(await readBacklog(db, clock())).toMatchObject({ total: 0 });
});
