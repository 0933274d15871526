import * as fc from 'fast-check';
import { and, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { judgeChanged, judgeTimely } from '../../../activities/segment-base/judge-due.ts';
import { judgeStore } from '../../../activities/segment-base/judge-store.ts';
import { scoreStale } from '../../../activities/score-base/score-stale.ts';
import { segmentRuns } from '../../../db/schema/index.ts';
import { store } from '../../api/intake-server.ts';
import { checkout, told } from '../../api/told.ts';
import { day, type Stored } from './world.ts';

type Act = 'look' | 'fill' | 'buy' | 'cancel' | 'review' | 'wait' | 'judge store';
const acts = fc.array(fc.constantFrom<Act[]>('look', 'fill', 'buy', 'cancel', 'review', 'wait', 'judge store'), {
  minLength: 4,
  maxLength: 12,
});

/** The command, and whatever happens in whatever order. */
export const testAnyOrder = ({
  intake,
  deps,
  shop,
  minute,
  joins,
  buys,
  keepUp,
  standingOf,
  staysOf,
  command,
}: Stored): void => {
  let count = 0;
  test('npm run segments judges a store and says so; a list tells who is where', async () => {
    const ran = await command('--store', store);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toMatch(/^demo: \d+ customers in \d+\.\d s, \d+ are something else than before\n$/u);
    const listed = await command('list', '--store', store);
    expect(listed.stdout).toMatch(/^prospect +[1-9]\d* {2}Never bought\. Goal: A first order\.$/mu);
  });

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
        expect(open.toSorted()).toEqual([...standing.segments, ...standing.saved].toSorted());
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
};
