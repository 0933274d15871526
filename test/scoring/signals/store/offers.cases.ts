import { eq, gt, sql } from 'drizzle-orm';
import { v4 } from 'uuid';
import { expect, test } from 'vitest';
import { upliftStore } from '../../../../activities/score-base/signals/uplift-store.ts';
import { traitsOf } from '../../../../activities/traits/traits-of.ts';
import { assignments, policyVersions, runs } from '../../../../db/schema/index.ts';
import { readStore } from '../../../../db/shop/stores.ts';
import { defaultOffers } from '../../../../domain/policy/offers.ts';
import type { Policy } from '../../../../domain/policy/policy.ts';
import { defaultShop } from '../../../../domain/policy/shop.ts';
import { isLeftToChance } from '../../../../domain/uplift/steer.ts';
import { noon, store } from '../../../api/intake-server.ts';
import { told } from '../../../api/told.ts';
import { cartTen } from '../../../gate/world.ts';
import { day, idOf, line, product, type SignalStore } from './world.ts';

/** How customers react to offers. */
export const testOffers = (world: SignalStore): void => {
  const { intake, deps, ask } = world;
  const cartNow = (name: string) =>
    told(
      'cart.updated',
      { id: name },
      { cartId: `drawn-${name}`, lines: [line('bags')] },
      (intake.clock.now() - noon) / 60_000,
    );

  const setPolicy = async <Section extends 'shop' | 'offers'>(
    section: Section,
    body: Policy[Section],
  ): Promise<void> => {
    const at = new Date(intake.clock.now());
    const version = (versions += 1);
    await intake.db
      .insert(policyVersions)
      .values({ id: v4(), storeId: store, section, version, body, effectiveAt: at, savedAt: at, savedBy: 'test' });
  };
  let versions = 0;

  test('R290 how customers react to an offer is counted from who was drawn, by what was known of them then', async () => {
    // Later than the last run of anybody may be begun again.
    intake.clock.advance(10 * day);
    // Carts begin runs; each run draws. The hunter goes by prices, `loyal` does not, of `nobody` nothing is known.
    for (const name of ['hunter', 'loyal', 'nobody']) await intake.post(cartNow(name));
    const of = async (name: string) =>
      (
        await intake.db
          .select()
          .from(assignments)
          .where(eq(assignments.customerId, idOf(`customer/${name}`)))
      )[0]!;
    expect(await of('hunter')).toMatchObject({ known: { prices: 'sensitive', profile: 'loyal' }, steered: false });
    expect(await of('loyal')).toMatchObject({ known: { prices: 'indifferent', profile: 'loyal' } });
    expect(await of('nobody')).toMatchObject({ known: { prices: 'unknown', profile: 'never' } });

    // With who was drawn in earlier weeks: of those who go by prices 8 of 100 more order, of the others none.
    await addDraws(world);
    const row = (await readStore(intake.db, store))!;
    await setPolicy('shop', { ...defaultShop, margin: 50 });
    await setPolicy('offers', { ...defaultOffers, byId: { cartTen, unused: cartTen } });
    await upliftStore({ ...deps(), beat: () => {} }, row);
    const hunter = (await ask('hunter')).signals['offers'] as readonly {
      readonly foreseen: Readonly<
        Record<'orders' | 'margin', { readonly value: number; readonly low: number; readonly without: number }>
      >;
    }[];
    expect(hunter).toMatchObject([
      {
        offer: 'cartTen',
        foreseen: {
          group: 'sensitive/loyal',
          orders: { level: 'group', offered: 2_000, control: 2_000 },
          says: 'brings',
        },
        has: { customers: 4_000, buyers: 400, experiments: ['cartAbandonment/cart-offer'] },
        windowDays: 28,
        money: 'margin',
      },
    ]);
    const { orders: lift, margin } = hunter[0]!.foreseen;
    expect(lift.without).toBeCloseTo(0.1, 3);
    expect(lift.value).toBeGreaterThan(0.06);
    expect(lift.value).toBeLessThan(0.09);
    // 18 of 100 at 40.00 of margin, where 10 of 100 at 50.00 were.
    expect(margin.value).toBeGreaterThan(150);
    expect(margin.low).toBeGreaterThan(0);
    expect((await ask('loyal')).signals['offers']).toMatchObject([{ foreseen: { says: 'costs' } }]);
    expect((await ask('nobody')).signals['offers']).toMatchObject([{ foreseen: { orders: { level: 'everybody' } } }]);
    const [run] = await intake.db
      .select()
      .from(runs)
      .where(eq(runs.customerId, idOf('customer/loyal')))
      .limit(1);
    expect((await traitsOf(deps(), { run: run!.id })).offers).toEqual({ cartTen: 'costs' });

    // Once the policy goes by it, whom it may leave out teaches no more; one in ten goes on teaching.
    await setPolicy('offers', { ...defaultOffers, byId: { cartTen: { ...cartTen, whereItPays: true } } });
    intake.clock.advance(1_000);
    for (let i = 0; i < 40; i += 1) await intake.post(cartNow(`new-${i}`));
    const fresh = await intake.db
      .select()
      .from(assignments)
      .where(gt(assignments.assignedAt, new Date(intake.clock.now() - 1)));
    for (const { customerId, steered } of fresh)
      expect([customerId, steered]).toEqual([customerId, !isLeftToChance(customerId)]);
    expect(fresh).toHaveLength(40);
  });
};

/** 8,000 customers whom the cart's experiment drew two months ago, in two groups, by what was known of them then. */
const addDraws = async ({ intake }: SignalStore): Promise<void> => {
  const at = new Date(noon - 60 * day).toISOString();
  await intake.db.execute(sql`
    with drawn as (
      select md5('drawn/' || n)::uuid as id, n % 2 = 0 as offered, n / 2 % 2 = 0 as sensitive, n / 4 as place
      from generate_series(0, 7999) n),
    people as (
      insert into customers (id, store_id, created_at) select id, ${store}, ${at}::timestamptz from drawn),
    arms as (
      insert into assignments (store_id, experiment, customer_id, arm, share, assigned_at, known)
      select ${store}, 'cartAbandonment/cart-offer', id, case when offered then 'cartTen' else 'none' end, 0.5, ${at}::timestamptz,
        jsonb_build_object('prices', case when sensitive then 'sensitive' else 'indifferent' end, 'profile', 'loyal')
      from drawn)
    insert into orders (id, store_id, external_id, customer_id, state, lines, total, currency, placed_at, updated_at)
    select id, ${store}, 'drawn-' || id, id, 'placed',
      jsonb_build_array(jsonb_build_object('productId', ${product('bags')}::text, 'quantity', 1, 'unitPrice', 10000)),
      case when offered then 9000 else 10000 end, 'EUR', ${at}::timestamptz + interval '3 days', ${at}::timestamptz
    from drawn where place % 50 < case when offered and sensitive then 9 else 5 end`);
};
