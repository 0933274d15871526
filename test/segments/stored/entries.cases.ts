import { expect, test } from 'vitest';
import { judgeCustomers } from '../../../activities/segment-base/judge-customers.ts';
import { judgeChanged, judgeTimely } from '../../../activities/segment-base/judge-due.ts';
import { readStoreLines } from '../../../activities/segment-base/store-lines.ts';
import { checkout } from '../../api/told.ts';
import { type Stored } from './world.ts';

/** Who comes in and goes out, and who is told of it. */
export const testEntries = ({
  intake,
  deps,
  shop,
  minute,
  joins,
  keepUp,
  standingOf,
  staysOf,
  routeAll,
  runsOf,
  toldOf,
}: Stored): void => {
  test('R63 R100 R109 R137 who begins to look like buying enters once, begins a journey once, and ends it once when the intent has faded', async () => {
    intake.clock.advance(60_000);
    const ada = await joins('ada');
    await intake.post(checkout({ id: 'ada' }, 'ada-cart', minute()));
    // Judged a little later, with the next batch.
    intake.clock.advance(60_000);
    await Promise.all([judgeChanged(deps()), judgeChanged(deps()), judgeChanged(deps())]);
    expect(await standingOf(ada)).toMatchObject({ primary: 'high-intent', value: 'low' });
    expect((await staysOf(ada)).map(({ segment }) => segment).toSorted()).toEqual([
      'high-intent',
      'prospect',
      'visitor',
    ]);
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
};
