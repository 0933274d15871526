import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { noteChanges } from '../../../db/segments/changes.ts';
import { customerAliases, customers, stores } from '../../../db/schema/index.ts';
import { checkout, told } from '../../api/told.ts';
import { day, type Stored } from './world.ts';

/** Customers who turn out to be one, who bring others, who were told of as history, who are gone. */
export const testPeople = ({
  intake,
  minute,
  joins,
  buys,
  keepUp,
  standingOf,
  staysOf,
  routeAll,
  runsOf,
}: Stored): void => {
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
};
