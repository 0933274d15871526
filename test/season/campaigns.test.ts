import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asc, eq, sql } from 'drizzle-orm';
import { makeApiKey } from '../../api/access/key-text.ts';
import { inputOf } from '../../api/dispatcher/deliver.ts';
import { planOf } from '../../api/dispatcher/plan-of.ts';
import { seasonTurn } from '../../api/season/work/turn.ts';
import { readDue } from '../../db/road/outbox.ts';
import {
  campaigns,
  customerAliases,
  customers,
  orders,
  outbox,
  policyVersions,
  runs,
  seasonWork,
  segmentRuns,
  segmentStandings,
  sendingModes,
  stores,
} from '../../db/schema/index.ts';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import { replanSignal } from '../../domain/run.ts';
import { seasonalCountdown } from '../../workflows/seasonal-countdown.ts';
import { addKey, cartSpec, noon, store, useIntake } from '../api/intake-server.ts';
import { cart } from '../api/told.ts';

const countdown = { ...seasonalCountdown.spec, begins: 'on' as const };
const intake = useIntake([countdown, cartSpec]);
const key = makeApiKey();
const hour = 3_600_000;
const day = 24 * hour;

const plan = {
  label: { fr: 'Soldes d’été', en: 'Summer sale' },
  opens: '2026-07-20T08:00',
  second: '2026-07-27T08:00',
  ends: '2026-08-10T23:00',
};

beforeAll(async () => addKey(intake.db, store, key, { scopes: ['operate', 'read'] }));
beforeEach(async () => {
  const { db } = intake;
  await db.execute(sql`truncate ${customers}, ${campaigns}, inbox, ${sendingModes}, ${segmentStandings} cascade`);
  await db.update(stores).set({ calendar: [] });
  intake.clock.set(noon);
});

const ask = async (method: string, path: string, body?: object) => {
  const response = await intake.request(`/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const save = async (basedOn: number, changes: object = {}) =>
  ask('PUT', '/campaigns/summer', { campaign: { ...plan, ...changes }, basedOn, why: 'the season' });

/** People with an address, by number: their ids are in order. */
const idOf = (n: number) => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as CustomerId;
const addPeople = async (count: number, from = 1): Promise<void> => {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  await intake.db
    .insert(customers)
    .values(numbers.map((n) => ({ id: idOf(n), storeId: store, createdAt: new Date(noon - 10 * day) })));
  await intake.db
    .insert(customerAliases)
    .values(
      numbers.map((n) => ({ storeId: store, kind: 'email' as const, value: `p${n}@x.example`, customerId: idOf(n) })),
    );
};
const deps = { clock: intake.clock, specs: [countdown, cartSpec] };
const turn = async (except: readonly string[] = []) => seasonTurn({ ...deps, db: intake.db }, except);
/** Everything that is due now. */
const workAll = async (): Promise<number> => {
  for (let turns = 0; ; turns++) if ((await turn()).outcome !== 'worked') return turns;
};
const runsNow = async () => intake.db.select().from(runs).orderBy(asc(runs.customerId));
const told = async (kind: 'start' | 'signal') =>
  intake.db.select().from(outbox).where(eq(outbox.kind, kind)).orderBy(asc(outbox.id));
const dispatched = async () => intake.db.update(outbox).set({ dispatchedAt: new Date(intake.clock.now()) });

/** So many people in the campaign, and Temporal told. */
const entered = async (people: number): Promise<void> => {
  await addPeople(people);
  await save(0);
  intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
  await workAll();
  await dispatched();
  await workAll();
  await dispatched();
};

describe('a campaign', () => {
  test('R67 its audience enters thirty civil days before the launch, and not a second sooner', async () => {
    await addPeople(3);
    expect((await save(0)).status).toBe(200);
    intake.clock.set(Date.parse('2026-06-20T05:59:59Z'));
    expect(await workAll()).toBe(0);
    intake.clock.set(Date.parse('2026-06-20T06:00:00Z'));
    await workAll();
    expect(
      (await runsNow()).map(({ customerId, subject, dueAt }) => [customerId, subject.length, dueAt >= new Date(noon)]),
    ).toEqual([1, 2, 3].map((n) => [idOf(n), 36, true]));
    expect(await told('start')).toHaveLength(3);
  });

  test('R69 a run begins with the moments as instants, and sleeps until its first one', async () => {
    await addPeople(1);
    await save(0);
    intake.clock.set(Date.parse('2026-06-20T06:00:00Z'));
    await workAll();
    const [row] = await readDue(intake.db, [(await told('start'))[0]!.id], new Date(intake.clock.now()));
    const input = inputOf({}, row!);
    expect(input.plan.moments?.launch).toMatchObject({ from: '2026-07-20T06:00:00.000Z' });
    expect(input.event).toMatchObject({ kind: 'sales', path: 'others' });
    const teaser = Date.parse('2026-06-29T08:00:00Z');
    expect(row!.run.dueAt.getTime() - teaser).toBeGreaterThanOrEqual(0);
    expect(row!.run.dueAt.getTime() - teaser).toBeLessThan(hour);
  });

  test('a page at a time, each customer once; what is killed between two pages goes on where it was', async () => {
    await addPeople(45);
    await save(0);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await turn();
    expect(await runsNow()).toHaveLength(20);
    // Two at the same time share what there is, and neither does it twice.
    await Promise.all([workAll(), workAll()]);
    await workAll();
    expect((await runsNow()).map(({ customerId, episode }) => [customerId, episode])).toEqual(
      Array.from({ length: 45 }, (_, index) => [idOf(index + 1), 1]),
    );
    expect((await ask('GET', '/campaigns/summer')).body).toMatchObject({
      enrolments: [
        { round: 1, entered: 45, passed: [], finishedAt: expect.any(String) },
        { round: 2, finishedAt: null },
      ],
    });
  });

  test('a step that fails leaves nothing of itself', async () => {
    await addPeople(2);
    await save(0);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    let calls = 0;
    const mint = { customer: () => idOf(0), run: () => ((calls += 1) === 2 ? fail() : crypto.randomUUID()) as never };
    await expect(seasonTurn({ ...deps, db: intake.db, mint })).rejects.toThrow('planned');
    expect(await runsNow()).toEqual([]);
    expect(await told('start')).toEqual([]);
    await workAll();
    expect(await runsNow()).toHaveLength(2);
  });

  test('while much of the store waits for Temporal nobody more enters', async () => {
    await addPeople(421);
    await save(0);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await workAll();
    expect((await runsNow()).length).toBe(420);
    expect((await turn()).outcome).toBe('waits');
    await dispatched();
    await workAll();
    expect((await runsNow()).length).toBe(421);
  });

  test('while its journey is off nobody is passed by: they enter when it is switched on', async () => {
    await addPeople(1);
    await save(0);
    const off = {
      storeId: store,
      journey: 'seasonalCountdown',
      mode: 'off',
      setBy: 'command:test',
      why: 'later',
    } as const;
    await intake.db.insert(sendingModes).values({ ...off, id: crypto.randomUUID(), since: new Date(noon) });
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    expect((await turn()).outcome).toBe('waits');
    await intake.db.delete(sendingModes);
    await workAll();
    expect(await runsNow()).toHaveLength(1);
  });

  test('R115 nobody enters by segments of another week: it waits until they are judged again', async () => {
    await addPeople(1);
    await save(0);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    const judged = async (hoursAgo: number) => {
      const at = new Date(intake.clock.now() - hoursAgo * hour);
      const run = { state: 'done', asOf: '2026-06-20', cuts: {} as never, startedAt: at, finishedAt: at } as const;
      await intake.db.insert(segmentRuns).values({ ...run, id: crypto.randomUUID(), storeId: store });
    };
    await judged(37);
    expect((await turn()).outcome).toBe('waits');
    await judged(1);
    await workAll();
    expect(await runsNow()).toHaveLength(1);
    await intake.db.delete(segmentRuns);
  });

  test('R112 R127 a campaign is for an audience: who defined segments leave out does not enter', async () => {
    await addPeople(3);
    await intake.db
      .update(customers)
      .set({ locale: 'fr' })
      .where(eq(customers.id, idOf(1)));
    const words = { title: { fr: 'x', en: 'x' }, goal: { outcome: 'purchase', within: '7 days' } };
    const french = { ...words, include: { language: 'fr' } };
    const saved = await ask('PUT', '/definitions/french', { definition: french, basedOn: 0, why: 'x' });
    expect(saved.status).toBe(200);
    const unknown = await save(0, { audience: { only: ['saved:nobody'] } });
    expect(unknown).toMatchObject({ status: 422, body: { error: { fields: [{ field: 'audience' }] } } });
    expect((await save(0, { audience: { only: ['saved:french', 'vip'] } })).status).toBe(200);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await workAll();
    expect((await runsNow()).map(({ customerId }) => customerId)).toEqual([idOf(1)]);
    const [work] = await intake.db.select().from(seasonWork).orderBy(asc(seasonWork.round));
    expect(work).toMatchObject({ done: 1, passed: { not_for_them: 2 } });
  });

  test('R71 R83 each goes one path, and who is no part of the audience is passed by with a reason', async () => {
    await addPeople(4);
    // Of the last it is stored what no order of theirs tells.
    const standing = { segments: ['vip'], value: 'high', evaluatedAt: new Date(noon) } as const;
    await intake.db.insert(segmentStandings).values({ customerId: idOf(4), storeId: store, ...standing });
    const order = {
      storeId: store,
      state: 'delivered',
      lines: [],
      currency: 'EUR',
      updatedAt: new Date(noon),
    } as const;
    await intake.db.insert(orders).values([
      {
        ...order,
        id: crypto.randomUUID() as never,
        externalId: 'o1',
        customerId: idOf(1),
        total: 90_000,
        placedAt: new Date(noon - 20 * day),
      },
      {
        ...order,
        id: crypto.randomUUID() as never,
        externalId: 'o2',
        customerId: idOf(2),
        total: 2_000,
        placedAt: new Date(noon - 20 * day),
      },
      {
        ...order,
        id: crypto.randomUUID() as never,
        externalId: 'o3',
        customerId: idOf(2),
        total: 2_000,
        placedAt: new Date(noon - 40 * day),
      },
    ]);
    await save(0, { paths: ['vip', 'loyal'] });
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await workAll();
    expect((await runsNow()).map(({ event }) => (event as { path?: string }).path)).toEqual(['vip', 'loyal', 'vip']);
    expect((await ask('GET', '/campaigns/summer')).body).toMatchObject({
      enrolments: [{ entered: 3, passed: [{ reason: 'not_for_them', customers: 1 }] }, {}],
    });
  });

  test('R76 on the eve who came meanwhile enters, and who bought before; who is in it stays in it once', async () => {
    await addPeople(2);
    await save(0);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await workAll();
    await dispatched();
    const [first] = await runsNow();
    await intake.db.update(runs).set({ state: 'closed', exitEvent: 'order.placed' }).where(eq(runs.id, first!.id));
    await addPeople(1, 3);
    intake.clock.set(Date.parse('2026-07-19T06:00:00Z'));
    await workAll();
    expect((await runsNow()).map(({ customerId, episode }) => `${customerId.slice(-1)}/${episode}`).toSorted()).toEqual(
      ['1/1', '1/2', '2/1', '3/1'],
    );
  });
});

describe('a change of dates', () => {
  test('R68 each run under way is told once, by a signal with the dates as they are then', async () => {
    await entered(230);
    expect((await save(1, { opens: '2026-07-22T08:00' })).body).toMatchObject({ version: 2 });
    await Promise.all([workAll(), workAll()]);
    await workAll();
    const signals = await told('signal');
    expect(new Set(signals.map(({ runId }) => runId)).size).toBe(230);
    expect(signals).toHaveLength(230);
    expect(signals[0]?.signal?.name).toBe(replanSignal);
    const [row] = await readDue(intake.db, [signals[0]!.id], new Date(intake.clock.now()));
    expect(planOf(row!, undefined).moments?.launch?.from).toBe('2026-07-22T06:00:00.000Z');
    expect((await ask('GET', '/campaigns/summer')).body).toMatchObject({ replans: [{ told: 230 }] });
  });

  test('R68 a second change while the first is being told: nobody hears more than twice, everybody of the last', async () => {
    await entered(130);
    await save(1, { opens: '2026-07-22T08:00' });
    await turn();
    await save(2, { opens: '2026-07-23T08:00' });
    await workAll();
    const signals = await told('signal');
    expect(new Set(signals.map(({ runId }) => runId)).size).toBe(130);
    expect(signals.length).toBeLessThanOrEqual(230);
    expect(await turn()).toEqual({ outcome: 'nothing' });
  });

  test('moved before anybody entered, the entering moves too', async () => {
    await addPeople(1);
    await save(0);
    expect((await save(1, { opens: '2026-07-24T08:00' })).status).toBe(200);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await workAll();
    expect(await runsNow()).toEqual([]);
    intake.clock.set(Date.parse('2026-06-24T06:00:00Z'));
    await workAll();
    expect(await runsNow()).toHaveLength(1);
  });

  test('called off: runs hear of it, nobody enters any more, and it cannot be revived by mistake', async () => {
    await entered(1);
    expect((await ask('POST', '/campaigns/summer/cancel', { why: 'no stock' })).body).toMatchObject({
      state: 'cancelled',
      moments: {},
    });
    await workAll();
    const [signal] = await told('signal');
    const [row] = await readDue(intake.db, [signal!.id], new Date(intake.clock.now()));
    expect(planOf(row!, undefined).moments).toEqual({});
    expect((await save(2)).status).toBe(409);
    intake.clock.set(Date.parse('2026-07-19T07:00:00Z'));
    await addPeople(1, 2);
    await workAll();
    expect(await runsNow()).toHaveLength(1);
  });

  test('saved twice it says so; based on an old version, or in the past, it changes nothing', async () => {
    await save(0);
    expect((await save(0)).body).toMatchObject({ version: 1 });
    expect((await save(0, { opens: '2026-07-21T08:00' })).status).toBe(409);
    expect(
      (await save(1, { opens: '2026-05-01T08:00', second: '2026-05-02T08:00', ends: '2026-05-20T08:00' })).body,
    ).toMatchObject({
      error: { code: 'invalid_season', fields: [{ field: 'ends' }] },
    });
    expect((await ask('PUT', '/campaigns/Summer%202026', { campaign: plan, basedOn: 0, why: 'x' })).status).toBe(422);
    expect((await ask('GET', '/campaigns/winter')).status).toBe(404);
    expect((await ask('POST', '/campaigns/winter/enrol', { why: 'x' })).status).toBe(404);
    expect((await ask('GET', '/campaigns')).body).toMatchObject({ campaigns: [{ name: 'summer', version: 1 }] });
  });
});

describe('the calendar', () => {
  const calendar = [{ from: '2026-06-24T08:00:00+02:00', to: '2026-06-25T00:00:00+02:00', mode: 'dday' }];

  test('R18 an edit is told once to each run whose waits differ by mode, and to no other', async () => {
    await intake.post(cart({ id: 'ada', email: 'ada@x.example' }, 'cart-1'));
    await addPeople(1);
    await save(0, { opens: '2026-06-30T08:00', second: undefined, ends: '2026-07-10T08:00' });
    await workAll();
    await dispatched();
    expect((await ask('PUT', '/calendar', { calendar, why: 'the day' })).body).toEqual({
      calendar: [{ from: '2026-06-24T06:00:00.000Z', to: '2026-06-24T22:00:00.000Z', mode: 'dday' }],
    });
    expect((await ask('GET', '/calendar')).body).toMatchObject({ calendar: [{ mode: 'dday' }] });
    await workAll();
    const signals = await told('signal');
    const concerned = (await runsNow()).filter(({ journey }) => journey === 'cartAbandonment');
    expect(signals.map(({ runId }) => runId)).toEqual(concerned.map(({ id }) => id));
    expect(concerned).toHaveLength(1);
    const [row] = await readDue(intake.db, [signals[0]!.id], new Date(noon));
    expect(planOf(row!, undefined).calendar).toMatchObject([{ mode: 'dday' }]);
    // Sent again it changes nothing, and nobody is told again.
    await ask('PUT', '/calendar', { calendar, why: 'again' });
    await workAll();
    expect(await told('signal')).toHaveLength(1);
  });

  test.each([
    ['an interval that ends before it begins', [{ ...calendar[0], to: '2026-06-24T07:00:00+02:00' }], 'calendar.0.to'],
    ['two at a time', [calendar[0], calendar[0]], 'calendar.1.from'],
    ['an instant without its offset', [{ ...calendar[0], from: '2026-06-24T08:00:00' }], 'calendar.0.from'],
    ['a mode that is none', [{ ...calendar[0], mode: 'sales' }], 'calendar.0.mode'],
  ])('%s is refused by name, and nothing is told', async (_what, wrong, field) => {
    const { status, body } = await ask('PUT', '/calendar', { calendar: wrong, why: 'x' });
    expect(status).toBe(422);
    expect((body['error'] as { fields: { field: string }[] }).fields.map((one) => one.field)).toContain(field);
    expect(await intake.db.select().from(seasonWork)).toEqual([]);
  });
});

const cadences = async (basedOn: number, byJourney: object, effectiveAt?: string) =>
  ask('PUT', '/policies/cadences', { policy: { byJourney }, basedOn, ...(effectiveAt && { effectiveAt }) });
const sooner = { cartAbandonment: { idle: '30 minutes' } };
/** So many carts that wait for their reminder, and a campaign. */
const begun = async (carts: number): Promise<void> => {
  await intake.db.delete(policyVersions);
  for (let n = 1; n <= carts; n++) await intake.post(cart({ id: `p${n}`, email: `p${n}@x.example` }, `cart-${n}`));
  await addPeople(1, 500);
  await save(0, { opens: '2026-06-30T08:00', second: undefined, ends: '2026-07-10T08:00' });
  await workAll();
  await dispatched();
};
/** Runs that were told of something. */
const heard = async () => (await told('signal')).map(({ runId }) => runId).toSorted();
const cartRuns = async () =>
  (await runsNow()).flatMap(({ id, journey }) => (journey === 'cartAbandonment' ? [id] : [])).toSorted();

describe('R78 times of steps that the store changes', () => {
  test('each run that waits hears of them once, and no run of another journey', async () => {
    await begun(3);
    expect((await cadences(0, sooner)).status).toBe(200);
    expect(await heard()).toEqual([]);
    await Promise.all([workAll(), workAll()]);
    await workAll();
    expect(await cartRuns()).toHaveLength(3);
    expect(await heard()).toEqual(await cartRuns());
    const [signal] = await told('signal');
    expect(signal!.signal!.name).toBe(replanSignal);
    const [row] = await readDue(intake.db, [signal!.id], new Date(noon));
    expect(planOf(row!, undefined).cadence).toEqual({ idle: '30 minutes' });
    // The same once more, and times of another journey: nothing that they wait for.
    intake.clock.advance(1000);
    await cadences(1, sooner);
    await cadences(1, { ...sooner, seasonalCountdown: {} });
    await workAll();
    expect(await heard()).toHaveLength(3);
  });

  test('those of a later day are told on that day', async () => {
    await begun(1);
    await cadences(0, sooner, '2026-06-26T08:00:00Z');
    await workAll();
    expect(await heard()).toEqual([]);
    intake.clock.set(Date.parse('2026-06-26T08:00:00Z'));
    await workAll();
    expect(await heard()).toEqual(await cartRuns());
  });

  test('a shop full of waiting runs hears of them a hundred at a time', async () => {
    await begun(1);
    const [one] = (await runsNow()).filter(({ journey }) => journey === 'cartAbandonment');
    await intake.db
      .insert(runs)
      .values(Array.from({ length: 149 }, (_, n) => ({ ...one!, id: randomUUID() as RunId, subject: `of-${n}` })));
    await cadences(0, sooner);
    await turn();
    expect(await heard()).toHaveLength(100);
    await workAll();
    expect(new Set(await heard()).size).toBe(150);
    expect(await heard()).toHaveLength(150);
  });
});

const fail = (): never => {
  throw new Error('planned');
};
