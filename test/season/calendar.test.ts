import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../api/dispatcher/plan-of.ts';
import { readDue } from '../../db/road/outbox.ts';
import { policyVersions, runs, seasonWork } from '../../db/schema/index.ts';
import type { RunId } from '../../domain/ids.ts';
import { replanSignal } from '../../domain/run.ts';
import { noon } from '../api/intake-server.ts';
import { cart } from '../api/told.ts';
import { useSeason } from './use-season.ts';

const { intake, ask, save, addPeople, turn, workAll, runsNow, told, dispatched } = useSeason();

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
