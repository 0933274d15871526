import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { judgeStore } from '../../../activities/segment-base/judge-store.ts';
import { isRunDue } from '../../../activities/segment-base/is-run-due.ts';
import { policyVersions, segmentSizes } from '../../../db/schema/index.ts';
import { defaultSegments } from '../../../domain/policy/segments.ts';
import { store } from '../../api/intake-server.ts';
import { defaultValue } from '../../../domain/policy/value.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { day, type Stored } from './world.ts';

/** Runs over the whole shop, and what they draw lines by. */
export const testRuns = ({ intake, deps, shop, ask, joins, buys, keepUp, standingOf, staysOf, old }: Stored): void => {
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
    expect(await standingOf(old())).toMatchObject({
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
    const stays = await staysOf(old());
    expect((await standingOf(old()))!.segments).toEqual(['recurring']);
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
    expect(await standingOf(old())).toMatchObject({ segments: ['vip'], value: 'high' });
    intake.clock.advance(day);
    expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(true);
  });
};
