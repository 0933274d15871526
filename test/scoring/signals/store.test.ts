import { eq, gt, sql } from 'drizzle-orm';
import { v4, v5 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { scoreStale } from '../../../activities/score-base/score-stale.ts';
import { scoreStore } from '../../../activities/score-base/score-store.ts';
import { upliftStore } from '../../../activities/score-base/signals/uplift-store.ts';
import { traitsOf } from '../../../activities/traits/traits-of.ts';
import { readCuts } from '../../../db/segments/cuts.ts';
import { readSegmentFacts } from '../../../db/segments/facts.ts';
import { readStore } from '../../../db/shop/stores.ts';
import {
  assignments,
  carts,
  clicks,
  customerAliases,
  customers,
  interests,
  loyaltyAccounts,
  messages,
  orders,
  productPrices,
  policyVersions,
  products,
  runs,
  scoringRuns,
  segmentStandings,
  signalLevels,
  signals,
} from '../../../db/schema/index.ts';
import { defaultOffers } from '../../../domain/policy/offers.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { defaultShop } from '../../../domain/policy/shop.ts';
import { defaultSegments } from '../../../domain/policy/segments.ts';
import type { ProductId } from '../../../domain/ids.ts';
import { isExplored } from '../../../domain/scores/signals/explore.ts';
import { nothingKnown } from '../../../domain/scores/traits.ts';
import { isLeftToChance } from '../../../domain/uplift/steer.ts';
import { seededRandom } from '../../../domain/random.ts';
import { addKey, cartSpec, noon, store, useIntake } from '../../api/intake-server.ts';
import { told } from '../../api/told.ts';
import { cartTen } from '../../gate/world.ts';

const cartOffer = { name: 'cart-offer', about: 'offer', arms: { none: 50, cartTen: 50 }, control: 'none' } as const;
const intake = useIntake([{ ...cartSpec, experiments: [cartOffer] }]);
const deps = () => ({ db: intake.db, clock: intake.clock });
const namespace = '6f1f7a5c-4a55-4d1a-9d4e-0a6a3f3f1a77';
const idOf = (name: string): never => v5(name, namespace) as never;
const day = 86_400_000;
const readKey = 'rk_signals_of_the_test';

const ask = async (customer: string) => {
  const response = await intake.request(`/v1/customers/${customer}/scores`, {
    headers: { authorization: `Bearer ${readKey}` },
  });
  return (await response.json()) as { readonly signals: Record<string, unknown> };
};
const stored = async (customer: string) =>
  (
    await intake.db
      .select()
      .from(signals)
      .where(eq(signals.customerId, idOf(`customer/${customer}`)))
  )[0];

const categories = ['shoes', 'bags', 'belts'] as const;
const habits = [
  ['shoes', 'bags', 'shoes'],
  ['bags', 'bags', 'bags'],
  ['shoes', 'shoes', 'shoes'],
] as const;
const product = (category: string): ProductId => idOf(`product/${category}`);

/** Somebody known to the store; orders as [days ago, category, what was paid]. */
const plant = async (
  name: string,
  bought: readonly (readonly [number, string, number])[],
  hour = 12,
): Promise<void> => {
  const id = idOf(`customer/${name}`);
  const at = new Date(noon);
  await intake.db.insert(customers).values({ id, storeId: store, createdAt: at });
  await intake.db
    .insert(customerAliases)
    .values({ storeId: store, kind: 'id', value: name, customerId: id, seenAt: at });
  if (bought.length === 0) return;
  await intake.db.insert(orders).values(
    bought.map(([ago, category, paid], index) => ({
      id: idOf(`order/${name}/${index}`),
      storeId: store,
      externalId: `${name}-${index}`,
      customerId: id,
      state: 'placed' as const,
      lines: [{ productId: product(category), quantity: 1, unitPrice: paid }],
      total: paid,
      currency: 'EUR',
      placedAt: new Date(noon - ago * day + (hour - 14) * 3_600_000),
      updatedAt: at,
    })),
  );
};

beforeAll(async () => {
  await addKey(intake.db, store, readKey, { scopes: ['read'] });
  const at = new Date(noon);
  await intake.db.insert(products).values(
    categories.map((category) => ({
      id: product(category),
      storeId: store,
      externalId: category,
      title: category,
      translations: {},
      category,
      price: 10_000,
      currency: 'EUR',
      stock: 5,
      describedAt: at,
    })),
  );
  await intake.db.insert(productPrices).values(
    categories.map((category) => ({
      productId: product(category),
      at: new Date(noon - 700 * day),
      storeId: store,
      price: 10_000,
      currency: 'EUR',
    })),
  );
  // A hundred and fifty customers, each with habits and hours of their own; a third of them buys at reduced prices.
  const random = seededRandom(7);
  for (let i = 0; i < 150; i += 1)
    await plant(
      `other-${i}`,
      habits[i % habits.length]!.map((category, index) => [
        200 - index * 60 - (i % 50),
        category,
        (i % 3 === 1) !== random() < 0.1 ? 8_000 : 10_000,
      ]),
      8 + (i % 4) * 4,
    );
  await plant(
    'hunter',
    [60, 50, 40, 30, 20, 10].map((ago) => [ago, 'belts', 7_000] as const),
    21,
  );
  await plant(
    'loyal',
    [60, 50, 40, 30, 20, 10].map((ago) => [ago, 'shoes', 10_000] as const),
  );
  await plant('visitor', []);
  await plant('nobody', []);
  await intake.db.insert(loyaltyAccounts).values({
    customerId: idOf('customer/loyal'),
    storeId: store,
    points: 50,
    tier: 'Or',
    updatedAt: at,
  });
}, 60_000);

test('before anything was counted the answer says so', async () => {
  expect((await ask('hunter')).signals).toMatchObject({
    stored: null,
    fallback: 'not_counted_yet',
    intent: { score: 0, high: false },
    reach: { email: { address: false, consent: null, suppressed: null }, sms: { address: false } },
    needs: { rfm: 100, prices: 200 },
  });
});

test('R236 a run says the signals of everybody of whom something is known, by what is usual in the store', async () => {
  await plantVisit('visitor');
  await scoreStore(deps(), (await readStore(intake.db, store))!);
  const [levels] = await intake.db.select().from(signalLevels);
  expect(levels).toMatchObject({
    version: 1,
    customers: 153,
    share: 1,
    levels: { rfm: { by: 'quantiles', customers: 152 } },
  });
  expect(await intake.db.select().from(signals)).toHaveLength(153);
  expect((await intake.db.select().from(scoringRuns))[0]).toMatchObject({ state: 'done', signalled: 154 });

  const hunter = (await ask('hunter')).signals['stored'] as Record<string, unknown>;
  expect(hunter).toMatchObject({
    rfm: { recency: 5, frequency: 5, monetary: 5, group: 'champions', profile: 'loyal' },
    // Six orders of 70.00 within the year.
    tier: { tier: 'silver', by: 'rules' },
    affinity: { acts: 6, categories: [{ category: 'belts' }, {}, {}] },
    hour: { from: '20:00', to: '22:00', by: 'customer', acts: 6 },
    levels: { version: 1, rfmBy: 'quantiles' },
    asOf: '2026-06-10',
  });
  expect(hunter['prices']).toMatchObject({ lines: 6, orders: 6 });
  const index = async (name: string) => (await stored(name))!.priceIndex!;
  expect(await index('hunter')).toBeGreaterThan(1.1);
  expect(await index('loyal')).toBeLessThan(0.9);
  expect((await stored('hunter'))!.priceSensitive).toBe(true);
  expect((await stored('loyal'))!.priceSensitive).toBe(false);

  expect((await ask('loyal')).signals['stored']).toMatchObject({
    tier: { tier: 'Or', by: 'shop', until: null },
    affinity: { categories: [{ category: 'shoes' }, {}, {}] },
  });
  expect((await stored('other-3'))!.details.next).toMatchObject({ by: expect.any(String) });
  // Segments go by them.
  const facts = await readSegmentFacts(intake.db, {
    store,
    ids: [idOf('customer/hunter'), idOf('customer/loyal')],
    now: noon,
    today: Date.parse('2026-06-10T00:00:00Z'),
  });
  expect(facts.get(idOf('customer/hunter'))!.facts.signals).toMatchObject({
    rfm: 'champions',
    discounts: { index: await index('hunter'), lines: 6 },
  });
  const { discounts } = await readCuts(intake.db, { store, yearFrom: '2025-06-10', policy: defaultSegments });
  expect(await index('hunter')).toBeGreaterThanOrEqual(discounts!.enter);
  expect(await index('loyal')).toBeLessThan(discounts!.stay);
  // Who never bought has no RFM; who only looked has an affinity all the same.
  expect((await ask('visitor')).signals).toMatchObject({
    stored: { rfm: null, tier: null, affinity: { acts: 3 } },
    intent: { high: true },
  });
  expect((await ask('nobody')).signals).toMatchObject({ stored: null, fallback: 'nothing_known' });
});

test('R238 an order changes them at once, by the same levels; intent starts anew', async () => {
  const before = (await stored('visitor'))!;
  expect(before.rfmGroup).toBeNull();
  const { status } = await intake.post(
    told(
      'order.placed',
      { id: 'visitor' },
      {
        orderId: 'visitor-1',
        lines: [line('bags')],
        total: { amount: 10_000, currency: 'EUR' },
      },
    ),
  );
  expect(status).toBe(202);
  await scoreStale(deps());
  const { signals: after } = await ask('visitor');
  expect(after).toMatchObject({
    intent: { score: 0, high: false },
    stored: { rfm: { recency: 5, group: 'new' }, tier: { tier: 'bronze' }, levels: { version: 1 } },
  });
});

test('R164 R236 clicks, visits and orders after a message are engagement; an open is nothing', async () => {
  const got = async (name: string, at: number, clicked: boolean) => {
    const customerId = idOf(`customer/${name}`);
    const run = idOf(`run/${name}/${at}`);
    const instant = new Date(at);
    await intake.db.insert(runs).values({
      id: run,
      storeId: store,
      journey: 'cartAbandonment',
      customerId,
      subject: run,
      episode: 1,
      workflowId: run,
      event: {},
      startedAt: instant,
      touchedAt: instant,
      dueAt: instant,
      state: 'closed',
    });
    await intake.db
      .execute(sql`insert into ${messages} (id, store_id, run_id, journey, customer_id, step, channel, template,
        purpose, state, due_at, expires_at, decided_at, verdicts, key, claimed_at, accepted_at, provider_id, provider, body_hash)
      values (${run}, ${store}, ${run}, 'cartAbandonment', ${customerId}, 'cart/reminder#1', 'email', 'cart/reminder',
        'marketing', 'accepted', ${instant.toISOString()}, ${instant.toISOString()}, ${instant.toISOString()}, '[]', ${run},
        ${instant.toISOString()}, ${instant.toISOString()}, ${run}, 'test', 'hash')`);
    if (clicked)
      await intake.db
        .insert(clicks)
        .values({ messageId: run, place: 0, firstAt: new Date(at + 60_000), lastAt: new Date(at + 60_000), times: 1 });
  };
  for (let i = 1; i <= 4; i += 1) {
    await got('loyal', noon - 5 * day + i * 3_600_000, true);
    await got('hunter', noon - 5 * day + i * 3_600_000, false);
  }
  intake.clock.advance(day);
  await scoreStore(deps(), (await readStore(intake.db, store))!);
  const rate = async (name: string) => (await stored(name))!.details.channels.email!;
  expect(await rate('loyal')).toMatchObject({ messages: 4, reactions: 4 });
  expect(await rate('hunter')).toMatchObject({ messages: 4, reactions: 0 });
  expect((await rate('loyal')).rate).toBeGreaterThan((await rate('hunter')).rate);
  expect((await stored('loyal'))!.levelsVersion).toBe(2);
});

test('R236 a journey is told in words what is stored of its customer', async () => {
  const hunter = idOf('customer/hunter');
  const [run] = await intake.db.select().from(runs).where(eq(runs.customerId, hunter)).limit(1);
  const traits = async () => traitsOf(deps(), { run: run!.id });
  expect(await traits()).toMatchObject({
    group: 'champions',
    profile: 'loyal',
    tier: 'silver',
    segments: [],
    watches: [],
  });
  const priceSensitive = !isExplored('price', hunter, Math.floor(intake.clock.now() / day)) || null;
  expect((await traits()).priceSensitive).toBe(priceSensitive);
  await intake.db
    .insert(segmentStandings)
    .values({ customerId: hunter, storeId: store, segments: ['recurring', 'price-sensitive'], value: 'standard' });
  expect((await traits()).segments).toEqual(priceSensitive ? ['recurring', 'price-sensitive'] : ['recurring']);
  expect(await traitsOf(deps(), { run: idOf('no run') })).toEqual(nothingKnown);
});

test('whoever is locked at the moment is left for later, and who was erased or merged gets none', async () => {
  const gone = idOf('customer/other-1');
  await intake.db
    .update(customers)
    .set({ erasedAt: new Date(noon) })
    .where(eq(customers.id, gone));
  await intake.db.delete(signals).where(eq(signals.customerId, gone));
  intake.clock.advance(day);
  await intake.db.transaction(async (holder) => {
    await holder.execute(sql`select 1 from ${customers} where id = ${idOf('customer/hunter')} for update`);
    await scoreStore(deps(), (await readStore(intake.db, store))!);
  });
  expect((await stored('hunter'))!.levelsVersion).toBe(2);
  expect((await stored('loyal'))!.levelsVersion).toBe(3);
  expect(await stored('other-1')).toBeUndefined();
});

const line = (productId: string) => ({
  productId,
  quantity: 1,
  unitPrice: { amount: 10_000, currency: 'EUR' },
});

/** Somebody looks at a product twice and puts it into a cart. */
const plantVisit = async (name: string): Promise<void> => {
  const customerId = idOf(`customer/${name}`);
  await intake.db.insert(interests).values({
    customerId,
    productId: product('bags'),
    storeId: store,
    visits: [{ at: noon - 2 * 3_600_000 }, { at: noon - 3_600_000 }],
    lastAt: new Date(noon - 60_000),
    cartedAt: new Date(noon - 60_000),
  });
  await intake.db.insert(carts).values({
    id: idOf(`cart/${name}`),
    storeId: store,
    externalId: `cart-${name}`,
    customerId,
    state: 'open',
    stage: 'checkout',
    lines: [{ productId: product('bags'), quantity: 1, unitPrice: 10_000 }],
    currency: 'EUR',
    checkoutAt: new Date(noon - 60_000),
    updatedAt: new Date(noon - 60_000),
    createdAt: new Date(noon - 60_000),
  });
};

const get = async (path: string) => intake.request(path, { headers: { authorization: `Bearer ${readKey}` } });

test('R291 R293 what of each product will be asked for, by whom, against its stock; as JSON and as CSV', async () => {
  const { demand, currency, next } = (await (await get('/v1/demand')).json()) as {
    readonly demand: readonly Record<string, never>[];
    readonly currency: string;
    readonly next: null;
  };
  expect({ currency, next }).toEqual({ currency: 'EUR', next: null });
  const of = (product: string) =>
    demand.find((line) => line['product'] === product) as unknown as Record<string, unknown>;
  expect(of('bags')).toMatchObject({ category: 'bags', days: 28, stock: 5, evidence: { sold: expect.any(Number) } });
  expect(of('shoes')['segments']).not.toEqual([]);
  const [one, other] = ['shoes', 'belts'].map((product) => of(product)['expected'] as number);
  expect(one).toBeGreaterThan(other!);
  expect((await get('/v1/demand?state=none')).status).toBe(422);

  const csv = await (await get('/v1/demand.csv')).text();
  const [header, ...lines] = csv.trim().split('\n');
  expect(header).toMatch(/^product,title,category,days,expected,low,high,stock,state,.*units_champions,/u);
  expect(lines).toHaveLength(demand.length);
});

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
  await addDraws();
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

const cartNow = (name: string) =>
  told(
    'cart.updated',
    { id: name },
    { cartId: `drawn-${name}`, lines: [line('bags')] },
    (intake.clock.now() - noon) / 60_000,
  );

const setPolicy = async <Section extends 'shop' | 'offers'>(section: Section, body: Policy[Section]): Promise<void> => {
  const at = new Date(intake.clock.now());
  const version = (versions += 1);
  await intake.db
    .insert(policyVersions)
    .values({ id: v4(), storeId: store, section, version, body, effectiveAt: at, savedAt: at, savedBy: 'test' });
};
let versions = 0;

/** 8,000 customers whom the cart's experiment drew two months ago, in two groups, by what was known of them then. */
const addDraws = async (): Promise<void> => {
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
