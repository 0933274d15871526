import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { readRetention } from '../../../config/retention.ts';
import { readFacts } from '../../../db/facts/read-facts.ts';
import {
  averageDays,
  brakeReleases,
  brakes,
  confirmations,
  localOutbox,
  operators,
  rampBlocks,
  rampTakes,
  sendingCounts,
  smsBudgetBlocks,
  testSends,
  unplacedAcceptances,
  intents,
  interests,
  productAlerts,
  productPrices,
  segmentStays,
  serviceCases,
  volumeApprovals,
} from '../../../db/schema/index.ts';
import type { Channel } from '../../../domain/journey.ts';
import { keepForEver, type RetentionName } from '../../../domain/retention.ts';
import { defaultDeliverability } from '../../../domain/policy/deliverability.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { testSendKey, type TestSendState } from '../../../domain/test-send.ts';
import { applyRetention } from '../../../worker/retention/apply.ts';
import { addPerson, noon, openShop, type Person, store } from '../../gate/world.ts';
import { useDatabase } from '../../stack/database.ts';
import { plantPolicy } from '../../stack/policy.ts';

const database = useDatabase();
const day = 86_400_000;
/** As few days as the configuration allows. */
const least = readRetention({
  RETENTION_SEGMENT_STAYS_DAYS: '2',
  RETENTION_COUNTS_DAYS: '30',
  RETENTION_BRAKES_DAYS: '1',
  RETENTION_RAMPS_DAYS: '30',
  RETENTION_SMS_MONEY_DAYS: '30',
  RETENTION_CONFIRMATIONS_DAYS: '2',
  RETENTION_TEST_SENDS_DAYS: '1',
  RETENTION_UNPLACED_DAYS: '8',
  RETENTION_INTERESTS_DAYS: '62',
  RETENTION_SERVICE_CASES_DAYS: '36',
});
const ages = [0, 1, 6, 8, 27, 28, 29, 31, 60, 400];
let ada: Person;

const ago = (days: number): Date => new Date(noon - days * day);
const dayOf = (days: number): string => ago(days).toISOString().slice(0, 10);
const own = { storeId: store, channel: 'email' } as const;

beforeAll(async () => {
  await openShop(database.connection.db);
  ada = await addPerson(database.connection.db);
});

/** Of these names alone, a page at a time. */
const apply = async (...names: readonly RetentionName[]) => {
  const { db, sql } = database.connection;
  const days = { ...keepForEver, ...Object.fromEntries(names.map((name) => [name, least[name]])) };
  return applyRetention({ db, sql, clock: { now: () => noon }, days, pageSize: 3 });
};

const seenByGate = async (channel: Channel = 'email') =>
  readFacts(database.connection.db, {
    run: ada.run,
    journey: 'cartAbandonment',
    now: new Date(noon),
    channel,
    purpose: 'marketing',
    provider: 'resend',
    confirmation: true,
  });

test('counts leave by their hour, whatever the journey and part; what the gate compares with stays as it was', async () => {
  const { db } = database.connection;
  await db.insert(sendingCounts).values(
    ages.flatMap((age) =>
      [0, 1].flatMap((part) =>
        ['cartAbandonment', 'welcome'].map((journey) => ({
          ...own,
          journey,
          part,
          hour: ago(age),
          accepted: 10 + age,
        })),
      ),
    ),
  );
  await db.insert(averageDays).values(ages.map((age) => ({ ...own, day: ago(age), accepted: 7 })));
  const before = await seenByGate();
  expect(before!.deliverability!.received.volume.averageDay).toBeGreaterThan(0);
  expect(await apply('counts', 'averageDays')).toMatchObject({ counts: 12, averageDays: 3 });
  expect(await seenByGate()).toEqual(before);
  expect(await apply('counts', 'averageDays')).toMatchObject({ counts: 0, averageDays: 0 });
  expect(await db.$count(sendingCounts)).toBe(28);
});

test('brakes, releases and approvals leave when they are over; what stands stays, however old', async () => {
  const { db } = database.connection;
  const brake = { ...own, metric: 'complaints', level: 'stop', events: 9, accepted: 900, since: ago(500) } as const;
  await db.insert(brakes).values([
    { ...brake, id: v7(), journey: '*' },
    { ...brake, id: v7(), journey: '*', until: ago(0.5) },
    { ...brake, id: v7(), journey: '*', until: ago(2) },
  ]);
  const release = { ...own, journey: '*', releasedAt: ago(500), releasedBy: 'command:test', why: 'a test' };
  await db.insert(brakeReleases).values([
    { ...release, id: v7(), until: ago(-1) },
    { ...release, id: v7(), until: ago(2) },
  ]);
  const approval = { ...own, daily: 500, approvedAt: ago(500), approvedBy: 'command:test', why: 'a test' };
  await db.insert(volumeApprovals).values([
    { ...approval, id: v7(), until: ago(-1) },
    { ...approval, id: v7(), until: ago(2) },
  ]);
  const before = await seenByGate();
  expect(before!.deliverability).toMatchObject({ standing: [{ level: 'stop' }], received: { approvedDaily: 500 } });
  expect(await apply('brakes', 'brakeReleases', 'volumeApprovals')).toMatchObject({
    brakes: 1,
    brakeReleases: 1,
    volumeApprovals: 1,
  });
  expect(await seenByGate()).toEqual(before);
});

test('of a warm-up the last day with messages stays for good: a sending domain never begins anew', async () => {
  const { db } = database.connection;
  const block = { storeId: store, domain: 'shop.example', provider: 'resend', capacity: 5 };
  await db.insert(rampBlocks).values(
    [400, 200, 100, 60].flatMap((age, index) =>
      [0, 1].map((part) => ({
        ...block,
        day: dayOf(age),
        block: part,
        step: index + 1,
        // Of the newest day everything was given back: it does not count.
        taken: age === 60 ? 0 : 3,
      })),
    ),
  );
  const ramps = [{ domain: 'shop.example', schedule: 'slow' }] as const;
  await plantPolicy(db, store, { deliverability: { ...defaultDeliverability, ramps } });
  const before = await seenByGate();
  expect(before!.ramps!.days).toMatchObject([{ step: 3, taken: 6, daysAgo: 100 }]);
  expect(await apply('rampBlocks', 'rampTakes')).toMatchObject({ rampBlocks: 4, rampTakes: 0 });
  expect(await seenByGate()).toEqual(before);
  expect(await db.$count(rampTakes)).toBe(0);
});

test('money for text messages leaves day by day; what is left of today stays', async () => {
  const { db } = database.connection;
  const block = { storeId: store, purpose: 'marketing', capacity: 500, taken: 70 } as const;
  await db
    .insert(smsBudgetBlocks)
    .values(ages.flatMap((age) => [0, 1].map((part) => ({ ...block, day: dayOf(age), block: part }))));
  const before = await seenByGate('sms');
  expect(before!.smsSpend).toMatchObject({ spent: 140, capacity: 1_000 });
  expect(await apply('smsBlocks', 'smsTakes')).toMatchObject({ smsBlocks: 6, smsTakes: 0 });
  expect(await seenByGate('sms')).toEqual(before);
});

test('a sign-up leaves some days after its link is over, confirmed or not; one that waits is still asked about', async () => {
  const { db } = database.connection;
  const signUp = (asked: number, confirmedAt?: Date) => ({
    ...own,
    token: randomUUID(),
    customerId: ada.customer,
    purpose: 'marketing' as const,
    address: ada.email,
    askedAt: ago(asked),
    expiresAt: ago(asked - 2),
    source: 'form',
    proof: {},
    confirmedAt,
  });
  await db
    .insert(confirmations)
    .values([signUp(1), signUp(3), signUp(3, ago(2.5)), signUp(5), signUp(40), signUp(40, ago(39))]);
  const before = await seenByGate();
  expect(before!.confirmation).toBeDefined();
  expect(await apply('confirmations')).toMatchObject({ confirmations: 3 });
  expect(await seenByGate()).toEqual(before);
});

test('a test send stays while the local outbox has its message, by which alone an erasure finds that; one still to be sent stays', async () => {
  const { db } = database.connection;
  const operator = randomUUID();
  await db
    .insert(operators)
    .values({ id: operator, email: 'op@shop.example', name: 'Op', passwordHash: '', createdAt: ago(900) });
  const send = async (age: number, state: TestSendState): Promise<string> => {
    const id = randomUUID();
    await db.insert(testSends).values({
      id,
      storeId: store,
      customerId: ada.customer,
      operatorId: operator,
      message: {
        journey: 'cartAbandonment',
        channel: 'email',
        template: 'cart/reminder',
        purpose: 'marketing',
        rank: 'cart',
        expires: '12 hours',
        props: {},
        trigger: 'cart.updated',
        ids: {},
      },
      askedBy: `operator:${operator}`,
      askedAt: ago(age),
      state,
    });
    return id;
  };
  const shown = await send(50, 'sent');
  const kept = [await send(0.5, 'sent'), await send(50, 'asked'), shown];
  for (const state of ['sent', 'failed', 'unknown', 'sending'] as const) await send(50, state);
  const message = { to: ada.email, text: 'a test' };
  await db
    .insert(localOutbox)
    .values({ key: testSendKey(shown), id: randomUUID(), claimedAt: ago(50), acceptedAt: ago(50), message });
  expect(await apply('testSends')).toMatchObject({ testSends: 4 });
  expect((await db.select({ id: testSends.id }).from(testSends)).map(({ id }) => id).toSorted()).toEqual(
    kept.toSorted(),
  );
  await db.delete(localOutbox).where(eq(localOutbox.key, testSendKey(shown)));
  expect(await apply('testSends')).toMatchObject({ testSends: 1 });
});

test('what a restore forgot leaves when its address is no longer left alone', async () => {
  const { db } = database.connection;
  const addressHash = createHash('sha256').update(ada.email).digest('hex');
  await db.insert(unplacedAcceptances).values(
    ages.map((age) => ({
      provider: 'resend',
      providerId: `m-${age}`,
      channel: 'email' as const,
      addressHash,
      acceptedAt: ago(age),
    })),
  );
  const before = await seenByGate();
  expect(await apply('unplaced')).toMatchObject({ unplaced: 6 });
  expect(await seenByGate()).toEqual(before);
  expect(before!.addresses[0]!.unplacedAt).toEqual(ago(0));
});

test('what customers looked at leaves when they have not looked again for long; what they wished for stays a year more', async () => {
  const { db } = database.connection;
  const own = { customerId: ada.customer, storeId: store };
  await db.insert(interests).values(
    [1, 61, 63, 400, 430].flatMap((age) =>
      [null, ago(age)].map((wishedAt) => ({
        ...own,
        productId: randomUUID() as never,
        visits: [{ at: ago(age).getTime() }],
        lastAt: ago(age),
        wishedAt,
      })),
    ),
  );
  await db.insert(intents).values({ ...own, signal: 'visits', productId: randomUUID() as never, at: ago(63) });
  expect(await apply('interests', 'intents')).toMatchObject({ interests: 4, intents: 1 });
  const kept = await db.select().from(interests);
  const ages62 = kept.map(
    ({ lastAt, wishedAt }) => `${lastAt >= ago(62) ? 'new' : 'old'} ${wishedAt ? 'wish' : 'look'}`,
  );
  expect(ages62.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'new look',
    'new look',
    'new wish',
    'new wish',
    'old wish',
    'old wish',
  ]);
});

test('alerts leave once they are over; of prices the last one before stays, however old', async () => {
  const { db } = database.connection;
  const productId = randomUUID() as never;
  await db
    .insert(productPrices)
    .values([1, 63, 90, 400].map((age) => ({ productId, storeId: store, at: ago(age), price: age, currency: 'EUR' })));
  const alert = {
    storeId: store,
    productId,
    kind: 'price-drop',
    place: { part: 'asked' },
    notBefore: ago(90),
  } as const;
  await db.insert(productAlerts).values([
    { ...alert, id: randomUUID() as never, at: ago(90), state: 'told', closedAt: ago(90) },
    { ...alert, id: randomUUID() as never, at: ago(1), state: 'told', closedAt: ago(1) },
    { ...alert, id: randomUUID() as never, at: ago(90), state: 'open' },
  ]);
  expect(await apply('productAlerts', 'productPrices')).toMatchObject({ productAlerts: 1, productPrices: 2 });
  expect((await db.select().from(productPrices)).map(({ price }) => price).toSorted((a, b) => a - b)).toEqual([1, 63]);
});

test('a stay in a segment leaves some time after its end, once journeys were told', async () => {
  const { db } = database.connection;
  const stay = (segment: AnySegment, leftAt: Date | null, leftToldAt = leftAt) => ({
    customerId: ada.customer,
    storeId: store,
    segment,
    enteredAt: ago(500),
    enteredToldAt: ago(500),
    leftAt,
    leftToldAt,
  });
  await db
    .insert(segmentStays)
    .values([stay('vip', ago(3)), stay('dormant', ago(1)), stay('visitor', ago(3), null), stay('first-time', null)]);
  expect(await apply('segmentStays')).toMatchObject({ segmentStays: 1 });
  const left = await db.select().from(segmentStays).where(eq(segmentStays.customerId, ada.customer));
  expect(left.map(({ segment }) => segment)).toEqual(['dormant', 'visitor', 'first-time']);
});

test('a question at customer service leaves some time after its answer, one that nobody closed a year later', async () => {
  const { db } = database.connection;
  const own = { customerId: ada.customer, storeId: store };
  const asked = (openedAt: number, closedAt?: number) => ({
    ...own,
    id: randomUUID() as never,
    openedAt: ago(openedAt),
    closedAt: closedAt === undefined ? null : ago(closedAt),
  });
  await db
    .insert(serviceCases)
    .values([asked(40, 34), asked(40, 37), asked(500, 30), asked(500, 400), asked(37), asked(400), asked(402)]);
  const before = await seenByGate();
  expect(before!.cases).toHaveLength(5);
  expect(await apply('serviceCases')).toMatchObject({ serviceCases: 3 });
  // The one of 402 days ago, which counted for nothing any more.
  expect((await seenByGate())!.cases).toEqual(
    before!.cases.filter(({ openedAt, closedAt }) => closedAt !== null || openedAt >= ago(401)),
  );
  expect(await apply('serviceCases')).toMatchObject({ serviceCases: 0 });
});
