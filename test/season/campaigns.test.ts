import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { inputOf } from '../../api/dispatcher/deliver.ts';
import { seasonTurn } from '../../api/season/work/turn.ts';
import { readDue } from '../../db/road/outbox.ts';
import {
  customers,
  orders,
  runs,
  seasonWork,
  segmentRuns,
  segmentStandings,
  sendingModes,
} from '../../db/schema/index.ts';
import { noon, store } from '../api/intake-server.ts';
import { day, hour, idOf, useSeason } from './use-season.ts';

const { intake, deps, ask, save, addPeople, turn, workAll, runsNow, told, dispatched } = useSeason();

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

const fail = (): never => {
  throw new Error('planned');
};
