import { randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { messages, outbox, providerEvents, runs } from '../../../db/schema/index.ts';
import { auditLog, customers, inbox, localOutbox } from '../../../db/schema/index.ts';
import { retentionPolicies } from '../../../db/retention/policies.ts';
import type { CustomerId, RunId } from '../../../domain/ids.ts';
import type { MessageState } from '../../../domain/message-state.ts';
import { keepForEver, type RetentionDays, retentionNames } from '../../../domain/retention.ts';
import { applyRetention } from '../../../worker/retention/apply.ts';
import { openShop, store } from '../../gate/world.ts';
import { useDatabase } from '../../stack/database.ts';

const database = useDatabase();
const now = Date.UTC(2026, 5, 10, 12);
const day = 86_400_000;
const customer = randomUUID() as CustomerId;
const days: RetentionDays = {
  ...keepForEver,
  events: 400,
  queue: 30,
  runs: 1096,
  facts: 30,
  providerEvents: 90,
  localOutbox: 400,
  audit: 1096,
  sessions: 30,
};

beforeAll(async () => {
  await openShop(database.connection.db);
  await database.connection.db.insert(customers).values({ id: customer, storeId: store, createdAt: new Date(now) });
});
beforeEach(async () => {
  for (const table of [providerEvents, messages, outbox, runs, inbox, auditLog, localOutbox]) {
    await database.connection.db.delete(table);
  }
});

const apply = async (more: Partial<Parameters<typeof applyRetention>[0]> = {}) => {
  const { db, sql } = database.connection;
  return applyRetention({ db, sql, clock: { now: () => now }, days, pageSize: 3, ...more });
};

/** A run that began `age` days ago, with one message, one provider's event and one outbox row. */
const addRun = async (
  age: number,
  more: { readonly open?: boolean; readonly state?: MessageState; readonly waits?: boolean } = {},
): Promise<RunId> => {
  const { db } = database.connection;
  const at = new Date(now - age * day);
  const id = v7({ msecs: +at }) as RunId;
  const own = { storeId: store, customerId: customer };
  await db.insert(runs).values({
    ...own,
    id,
    journey: 'cartAbandonment',
    subject: id,
    episode: 1,
    event: {},
    startedAt: at,
    touchedAt: at,
    dueAt: at,
    state: more.open ? 'open' : 'closed',
    closedAt: more.open ? null : at,
  });
  await db.insert(outbox).values({
    ...own,
    runId: id,
    kind: 'start',
    notBefore: at,
    recordedAt: at,
    dispatchedAt: more.waits ? null : at,
  });
  const message = randomUUID();
  await db.insert(messages).values({
    ...own,
    id: message,
    runId: id,
    journey: 'cartAbandonment',
    step: 'cart/reminder#1',
    channel: 'email',
    template: 'cart/reminder',
    purpose: 'marketing',
    state: more.state ?? 'accepted',
    dueAt: at,
    expiresAt: at,
    decidedAt: at,
    verdicts: [],
    key: `${id}/cart/reminder#1/email`,
    provider: 'resend',
    bodyHash: 'hash',
    claimedAt: at,
    providerId: message,
    acceptedAt: at,
  });
  const told = { provider: 'resend', type: 'email.delivered', occurredAt: at, receivedAt: at };
  await db
    .insert(providerEvents)
    .values({ ...told, id: v7({ msecs: +at }), eventId: randomUUID(), messageId: message });
  return id;
};

const left = async () => (await database.connection.db.select({ id: runs.id }).from(runs)).map(({ id }) => id);

test('runs past their time go with all that hangs on them, page by page; younger ones stay whole', async () => {
  for (let n = 0; n < 10; n++) await addRun(2_000 - n);
  const young = await addRun(10);
  expect(await apply()).toMatchObject({ queue: 10, runs: 20 });
  expect(await left()).toEqual([young]);
  for (const table of [messages, outbox, providerEvents]) expect(await database.connection.db.$count(table)).toBe(1);
});

test('never: open runs, runs with a step whose fate is not known, runs that Temporal was not told of', async () => {
  const kept = [
    await addRun(2_000, { open: true }),
    await addRun(1_999, { state: 'unknown' }),
    await addRun(1_998, { state: 'planned' }),
    await addRun(1_997, { waits: true }),
  ];
  await addRun(1_996);
  await apply();
  expect((await left()).toSorted()).toEqual(kept.toSorted());
  expect(await database.connection.db.$count(messages, inArray(messages.runId, kept))).toBe(4);
});

test('events in quarantine stay; what Temporal was not told stays; a policy of 0 days keeps everything', async () => {
  const { db } = database.connection;
  const event = (age: number, fate: 'applied' | 'quarantined') => {
    const at = new Date(now - age * day);
    const id = v7({ msecs: +at });
    const body = { storeId: store, eventId: id, type: 'cart.updated', body: {}, hash: '' } as const;
    return { ...body, id, occurredAt: at, receivedAt: at, fate };
  };
  await db.insert(inbox).values([event(500, 'applied'), event(450, 'quarantined'), event(10, 'applied')]);
  const waiting = await addRun(40, { open: true, waits: true });
  const told = await addRun(40, { open: true });
  const act = { actor: 'command:test', act: 'test', subject: 'test' };
  await db.insert(auditLog).values({ ...act, id: v7(), at: new Date(0), recordedAt: new Date(now - 2_000 * day) });
  expect(await apply({ days: { ...days, audit: 0 } })).toMatchObject({ events: 1, queue: 1, runs: 0, audit: 0 });
  const fates = (await db.select({ fate: inbox.fate }).from(inbox)).map(({ fate }) => fate);
  expect(fates.toSorted()).toEqual(['applied', 'quarantined']);
  expect((await db.select({ run: outbox.runId }).from(outbox)).map(({ run }) => run)).toEqual([waiting]);
  expect(await left()).toContain(told);
  expect(await apply()).toMatchObject({ audit: 1 });
});

test('it waits for nobody: a row that is held stays for the next round', async () => {
  const held = await addRun(2_000);
  await addRun(1_999);
  const { db } = database.connection;
  await db.transaction(async (transaction) => {
    await transaction.select().from(runs).where(eq(runs.id, held)).for('update');
    await apply();
    expect(await left()).toEqual([held]);
  });
  await apply();
  expect(await left()).toEqual([]);
});

test('one process works at a time; the lock ends with its connection', async () => {
  await addRun(2_000);
  const other = await database.connection.sql.reserve();
  await other`select pg_advisory_lock(hashtext('relance.retention'))`;
  expect(await apply()).toBeUndefined();
  await other`select pg_advisory_unlock(hashtext('relance.retention'))`;
  other.release();
  expect(await apply()).toMatchObject({ runs: 2 });
});

test('stopped in the middle it ends after the page in work', async () => {
  for (let n = 0; n < 9; n++) await addRun(2_000 - n);
  const stopping = new AbortController();
  await apply({ stopping: stopping.signal, progress: (name) => name === 'runs' && stopping.abort() });
  expect((await left()).length).toBe(6);
});

test('counting touches nothing, and counts what would go', async () => {
  await addRun(2_000);
  await addRun(2_000, { state: 'unknown' });
  for (const name of retentionNames) {
    const expected = name === 'runs' ? 1 : name === 'queue' ? 2 : 0;
    expect(await retentionPolicies[name].count(database.connection.db, new Date(now - 1_100 * day)), name).toBe(
      expected,
    );
  }
  expect(await left()).toHaveLength(2);
});
