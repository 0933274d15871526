import { expect, test } from 'vitest';
import { judgeStore } from '../../../activities/segment-base/judge-store.ts';
import { isRunDue } from '../../../activities/segment-base/is-run-due.ts';
import { scoreStale } from '../../../activities/score-base/score-stale.ts';
import { segmentChanges } from '../../../db/schema/index.ts';
import { noon } from '../../api/intake-server.ts';
import { type Stored } from './world.ts';

/** What is found the first time that somebody looks. */
export const testFirstLook = ({ intake, deps, shop, ask, standingOf, staysOf, old }: Stored): void => {
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
    expect(await standingOf(old())).toMatchObject({
      segments: ['first-time'],
      primary: 'first-time',
      value: 'standard',
    });
    expect(await staysOf(old())).toMatchObject([
      { segment: 'first-time', leftAt: null, enteredToldAt: new Date(noon) },
    ]);
    expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(false);
  });
};
