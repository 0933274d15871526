import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { judgeCustomers } from '../../activities/segment-base/judge-customers.ts';
import { judgeChanged, judgeTimely } from '../../activities/segment-base/judge-due.ts';
import { judgeStore } from '../../activities/segment-base/judge-store.ts';
import { isRunDue } from '../../activities/segment-base/is-run-due.ts';
import { readStoreLines } from '../../activities/segment-base/store-lines.ts';
import { scoreStale } from '../../activities/score-base/score-stale.ts';
import { routeStay } from '../../api/crossings/route-stay.ts';
import { noteChanges } from '../../db/segments/changes.ts';
import {
  customerAliases,
  customers,
  outbox,
  policyVersions,
  runs,
  segmentChanges,
  segmentRuns,
  segmentSizes,
  segmentStandings,
  segmentStays,
  stores,
} from '../../db/schema/index.ts';
import { readStore } from '../../db/shop/stores.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { defaultSegments } from '../../domain/policy/segments.ts';
import { defaultValue } from '../../domain/policy/value.ts';
import { addKey, noon, store, useIntake } from '../api/intake-server.ts';
import { checkout, told } from '../api/told.ts';
import { plantPolicy } from '../stack/policy.ts';

const day = 86_400_000;

/** A journey for who is about to buy, while they are. */
const aboutToBuy: JourneySpec = {
  name: 'aboutToBuy',
  trigger: { name: 'segment.entered' },
  entry: { where: { segment: 'high-intent' } },
  subject: 'segment',
  reentry: 'always',
  exitOn: [{ name: 'segment.left', field: 'segment' }],
  purpose: 'marketing',
  rank: 'browse',
  expires: '1 day',
};
const intake = useIntake([aboutToBuy]);
const deps = () => ({ db: intake.db, clock: intake.clock, specs: [aboutToBuy] });
const shop = async () => (await readStore(intake.db, store))!;

const readKey = 'rk_segments_of_the_test';
const ask = async (path: string) => {
  const response = await intake.request(path, { headers: { authorization: `Bearer ${readKey}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** Minutes of the clock after noon of the first day: events happen now. */
const minute = () => (intake.clock.now() - noon) / 60_000;
const joins = async (name: string): Promise<CustomerId> => {
  await intake.post(told('customer.created', { id: name, email: `${name}@shop.example` }, {}, minute()));
  return (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;
};
const buys = async (name: string, order: string, amount = 4_000) =>
  intake.post(
    told('order.placed', { id: name }, { orderId: order, lines: [], total: { amount, currency: 'EUR' } }, minute()),
  );
/** Judges what has changed, as the worker does between two looks. */
const keepUp = async () => {
  while ((await scoreStale(deps())) > 0);
  while ((await judgeChanged(deps())) > 0);
  while ((await judgeTimely(deps())) > 0);
};
const standingOf = async (customer: CustomerId) =>
  (await intake.db.select().from(segmentStandings).where(eq(segmentStandings.customerId, customer)))[0];
const staysOf = async (customer: CustomerId) =>
  intake.db
    .select()
    .from(segmentStays)
    .where(eq(segmentStays.customerId, customer))
    .orderBy(asc(segmentStays.enteredAt), asc(segmentStays.id));
const routeAll = async () =>
  // Several processes at a time, as in production.
  Promise.all(
    [1, 2, 3].map(async () => {
      while ((await routeStay(deps())).found);
    }),
  );
const runsOf = async (customer: CustomerId) => intake.db.select().from(runs).where(eq(runs.customerId, customer));
const toldOf = async (run: string) =>
  (
    await intake.db
      .select()
      .from(outbox)
      .where(eq(outbox.runId, run as never))
      .orderBy(outbox.id)
  ).map(({ kind }) => kind);

let old: CustomerId;
beforeAll(async () => {
  await addKey(intake.db, store, readKey, { scopes: ['read'] });
  old = await joins('old');
  await buys('old', 'old-1');
});

test('before anything is stored the rules about orders speak, and say so', async () => {
  expect((await ask('/v1/customers/old/segments')).body).toMatchObject({
    by: 'rules',
    value: 'standard',
    primary: 'first-time',
    segments: [{ name: 'first-time', since: null }],
    evaluatedAt: null,
    stays: [],
  });
  expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(true);
});

test('R109 the first look finds everybody in their segments, and tells nobody', async () => {
  await scoreStale(deps());
  expect(await judgeStore(deps(), await shop())).toMatchObject({
    done: true,
    resumed: false,
    evaluated: 1,
    changed: 1,
  });
  await intake.db.delete(segmentChanges);
  expect(await standingOf(old)).toMatchObject({ segments: ['first-time'], primary: 'first-time', value: 'standard' });
  expect(await staysOf(old)).toMatchObject([{ segment: 'first-time', leftAt: null, enteredToldAt: new Date(noon) }]);
  expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(false);
});

test('R63 R100 R109 R137 who begins to look like buying enters once, begins a journey once, and ends it once when the intent has faded', async () => {
  intake.clock.advance(60_000);
  const ada = await joins('ada');
  await intake.post(checkout({ id: 'ada' }, 'ada-cart', minute()));
  // Judged a little later, with the next batch.
  intake.clock.advance(60_000);
  await Promise.all([judgeChanged(deps()), judgeChanged(deps()), judgeChanged(deps())]);
  expect(await standingOf(ada)).toMatchObject({ primary: 'high-intent', value: 'low' });
  expect((await staysOf(ada)).map(({ segment }) => segment).toSorted()).toEqual(['high-intent', 'prospect', 'visitor']);
  await routeAll();
  const [run, ...more] = await runsOf(ada);
  expect([run, ...more]).toMatchObject([{ journey: 'aboutToBuy', state: 'open', event: { segment: 'high-intent' } }]);
  expect(await toldOf(run!.id)).toEqual(['start']);

  // It fades until a millisecond before, and is over then.
  const { until } = (await standingOf(ada))!;
  intake.clock.set(until!.getTime() - 1);
  await keepUp();
  expect((await standingOf(ada))!.segments).toContain('high-intent');
  intake.clock.set(until!.getTime());
  await Promise.all([judgeTimely(deps()), judgeTimely(deps()), judgeTimely(deps())]);
  expect((await standingOf(ada))!.segments).toEqual(['visitor', 'prospect']);
  await routeAll();
  expect(await toldOf(run!.id)).toEqual(['start', 'exit']);
  expect(await runsOf(ada)).toMatchObject([{ exitEvent: 'segment.left' }]);
  const stays = (await staysOf(ada)).filter(({ segment }) => segment === 'high-intent');
  expect(stays).toMatchObject([{ leftAt: until }]);
  expect(stays[0]!.leftToldAt).not.toBeNull();
});

test('R109 whoever dies while judging has done nothing, and the next does it once', async () => {
  const ben = await joins('ben');
  await intake.post(checkout({ id: 'ben' }, 'ben-cart', minute()));
  const lines = await readStoreLines(intake.db, await shop(), intake.clock.now());
  await expect(
    intake.db.transaction(async (queries) => {
      await judgeCustomers(queries, lines, [ben], intake.clock.now());
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(await standingOf(ben)).toBeUndefined();
  await keepUp();
  expect((await staysOf(ben)).filter(({ segment }) => segment === 'high-intent')).toHaveLength(1);
});

test('R97 R102 R108 time alone makes customers dormant, by a run that can be broken off', async () => {
  for (const name of ['cleo', 'dan', 'eve']) await joins(name);
  await buys('cleo', 'cleo-1');
  await keepUp();
  intake.clock.advance(190 * day);
  let pages = 0;
  const first = await judgeStore({ ...deps(), page: 2, stopping: () => (pages += 1) > 1 }, await shop());
  expect(first).toMatchObject({ done: false, evaluated: 2 });
  const second = await judgeStore({ ...deps(), page: 2 }, await shop());
  expect(second).toMatchObject({ run: first.run, resumed: true, done: true, evaluated: 6 });
  expect(await standingOf(old)).toMatchObject({
    segments: ['first-time-fading', 'first-time', 'dormant'],
    primary: 'first-time-fading',
    value: 'low',
  });
  const today = new Date(intake.clock.now()).toISOString().slice(0, 10);
  const sizes = await intake.db.select().from(segmentSizes).where(eq(segmentSizes.day, today));
  expect(
    Object.fromEntries(sizes.map(({ segment, customers: size, primaries }) => [segment, [size, primaries]])),
  ).toMatchObject({
    dormant: [2, 0],
    'first-time-fading': [2, 2],
    prospect: [4, 4],
  });
  // Nothing is different any more: another look changes nothing.
  expect(await judgeStore(deps(), await shop())).toMatchObject({ resumed: false, changed: 0 });
});

test('R110 the list of segments tells who is in each, what for, how many, and how many there were', async () => {
  const { status, body } = await ask('/v1/segments');
  expect(status).toBe(200);
  const { segments, lines } = body as { segments: readonly Record<string, unknown>[]; lines: object };
  expect(segments.find(({ name }) => name === 'dormant')).toMatchObject({
    title: { fr: 'Clients dormants' },
    goal: { outcome: 'repurchase' },
    size: 2,
    history: [{ day: new Date(intake.clock.now()).toISOString().slice(0, 10), size: 2, main: 0 }],
  });
  expect(segments.find(({ name }) => name === 'vip')).toMatchObject({ size: 0, history: [] });
  expect(lines).toMatchObject({ state: 'done' });
  expect((await ask('/v1/customers/old/segments')).body).toMatchObject({
    by: 'stored',
    primary: 'first-time-fading',
    segments: [
      { name: 'first-time-fading' },
      { name: 'first-time', since: '2026-06-10T12:00:00.000Z' },
      { name: 'dormant' },
    ],
    stays: expect.arrayContaining([expect.objectContaining({ segment: 'dormant', leftAt: null })]),
  });
  expect((await ask('/v1/customers/nobody/segments')).status).toBe(404);
});

test('R109 an order puts a customer elsewhere as soon as it is scored, with an exit and an entry', async () => {
  intake.clock.advance(60_000);
  await buys('old', 'old-2');
  expect((await ask('/v1/customers/old/segments')).body).toMatchObject({ segments: [{ name: 'recurring' }] });
  await keepUp();
  const stays = await staysOf(old);
  expect((await standingOf(old))!.segments).toEqual(['recurring']);
  expect(stays.filter(({ leftAt }) => leftAt === null).map(({ segment }) => segment)).toEqual(['recurring']);
  expect(stays.filter(({ leftAt }) => leftAt !== null).every(({ leftToldAt }) => leftToldAt === null)).toBe(true);
});

test('a policy that draws other lines makes a run of the whole store due, and its lines hold', async () => {
  intake.clock.advance(60_000);
  expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(false);
  await plantPolicy(intake.db, store, { value: { ...defaultValue, vipTotal: 8_000 }, segments: defaultSegments });
  await intake.db.update(policyVersions).set({ effectiveAt: new Date(intake.clock.now()) });
  expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(true);
  await judgeStore(deps(), await shop());
  expect(await standingOf(old)).toMatchObject({ segments: ['vip'], value: 'high' });
  intake.clock.advance(day);
  expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(true);
});

test('two customers who turn out to be one are what both together are, with every stay that they had', async () => {
  const guest = await joins('guest');
  const host = await joins('host');
  await buys('guest', 'guest-1');
  intake.clock.advance(day);
  await buys('host', 'host-1');
  await keepUp();
  await intake.post(told('customer.merged', { id: 'host' }, { from: { id: 'guest' } }, minute()));
  expect(await standingOf(guest)).toBeUndefined();
  expect(await staysOf(guest)).toEqual([]);
  await keepUp();
  // Of a VIP's amount together; of neither alone.
  expect((await standingOf(host))!.segments).toEqual(['vip']);
  const open = (await staysOf(host)).filter(({ leftAt }) => leftAt === null).map(({ segment }) => segment);
  expect(open.toSorted()).toEqual([...(await standingOf(host))!.segments].toSorted());
});

test('R99 a friend who bought, and reviews of somebody happy, make an ambassador', async () => {
  const pia = await joins('pia');
  await buys('pia', 'pia-1');
  await intake.post(told('referral.converted', { id: 'pia' }, { referralId: 'r-1' }, minute()));
  await keepUp();
  expect((await standingOf(pia))!.segments).toContain('ambassador');
  const rex = await joins('rex');
  await buys('rex', 'rex-1');
  for (const rating of [5, 2, 4, 5]) await intake.post(told('review.submitted', { id: 'rex' }, { rating }, minute()));
  await keepUp();
  expect(await standingOf(rex)).toMatchObject({ primary: 'ambassador' });
});

test('R109 what is told as history puts customers into segments, and begins no journey', async () => {
  const kim = await joins('kim');
  await intake.db.update(stores).set({ restoredAt: new Date(intake.clock.now() + 1) });
  await intake.post(checkout({ id: 'kim' }, 'kim-cart', minute()));
  await intake.db.update(stores).set({ restoredAt: null });
  await keepUp();
  expect((await standingOf(kim))!.segments).toContain('high-intent');
  await routeAll();
  expect(await runsOf(kim)).toEqual([]);
  expect((await staysOf(kim)).every(({ enteredToldAt }) => enteredToldAt !== null)).toBe(true);
});

test('nobody is judged who was erased, or of whom nothing but a browser is known', async () => {
  const gone = await joins('gone');
  await intake.db
    .update(customers)
    .set({ erasedAt: new Date(intake.clock.now()) })
    .where(eq(customers.id, gone));
  await intake.post(told('product.viewed', { anonymousId: 'browser-1' }, { productId: 'sku-1' }, minute()));
  const [visitor] = await intake.db.select().from(customerAliases).where(eq(customerAliases.value, 'browser-1'));
  await noteChanges(intake.db, [gone, visitor!.customerId]);
  await keepUp();
  expect(await standingOf(gone)).toBeUndefined();
  expect(await standingOf(visitor!.customerId)).toBeUndefined();
});

/** `npm run segments` with these words, on the database of the test. */
const command = async (...words: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly stdout: string }>((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'cli/segments/main.ts', ...words], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, DATABASE_URL: intake.databaseUrl() },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.on('data', (some: Buffer) => (stdout += some.toString()));
    child.on('close', (code) => resolve({ code, stdout }));
  });

test('npm run segments judges a store and says so; a list tells who is where', async () => {
  const ran = await command('--store', store);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).toMatch(/^demo: \d+ customers in \d+\.\d s, \d+ are something else than before\n$/u);
  const listed = await command('list', '--store', store);
  expect(listed.stdout).toMatch(/^prospect +[1-9]\d* {2}Never bought\. Goal: A first order\.$/mu);
});

type Act = 'look' | 'fill' | 'buy' | 'cancel' | 'review' | 'wait' | 'judge store';
const acts = fc.array(fc.constantFrom<Act[]>('look', 'fill', 'buy', 'cancel', 'review', 'wait', 'judge store'), {
  minLength: 4,
  maxLength: 12,
});
let count = 0;

test('R109 whatever happens, judged by three at once: one stay at a time in a segment, open ones are where the customer is', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const name = `someone-${(count += 1)}`;
      const customer = await joins(name);
      let orders = 0;
      for (const act of story) {
        intake.clock.advance(60_000);
        if (act === 'look')
          await intake.post(told('product.viewed', { id: name }, { productId: `sku-${count}` }, minute()));
        if (act === 'fill') await intake.post(checkout({ id: name }, `${name}-cart`, minute()));
        if (act === 'buy') await buys(name, `${name}-${(orders += 1)}`, 9_000);
        if (act === 'cancel' && orders > 0)
          await intake.post(told('order.cancelled', { id: name }, { orderId: `${name}-${orders}` }, minute()));
        if (act === 'review') await intake.post(told('review.submitted', { id: name }, { rating: 5 }, minute()));
        if (act === 'wait') intake.clock.advance(200 * day);
        await Promise.all([
          scoreStale(deps()),
          judgeChanged(deps()),
          judgeChanged(deps()),
          judgeTimely(deps()),
          ...(act === 'judge store' ? [judgeStore(deps(), await shop())] : []),
        ]);
      }
      await keepUp();
      const standing = (await standingOf(customer))!;
      const stays = await staysOf(customer);
      const open = stays.filter(({ leftAt }) => leftAt === null).map(({ segment }) => segment);
      expect(open.toSorted()).toEqual([...standing.segments].toSorted());
      expect(standing.segments).toContain(standing.primary);
      for (const segment of new Set(stays.map((stay) => stay.segment))) {
        const own = stays.filter((stay) => stay.segment === segment);
        for (const [index, stay] of own.entries()) {
          const before = own[index - 1];
          expect(before === undefined || (before.leftAt !== null && before.leftAt <= stay.enteredAt)).toBe(true);
        }
      }
    }),
    { numRuns: 8 },
  );
  expect(
    await intake.db
      .select()
      .from(segmentRuns)
      .where(and(eq(segmentRuns.storeId, store), isNull(segmentRuns.finishedAt))),
  ).toEqual([]);
});
