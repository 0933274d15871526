import { describe, expect, test } from 'vitest';
import { planOf } from '../../api/dispatcher/plan-of.ts';
import { readDue } from '../../db/road/outbox.ts';
import { replanSignal } from '../../domain/run.ts';
import { plan, useSeason } from './use-season.ts';

const { intake, ask, save, addPeople, turn, workAll, runsNow, told, entered } = useSeason();

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
