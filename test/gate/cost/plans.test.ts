/**
 * What the gate asks of PostgreSQL does not grow with the shop: on a filled one, every statement that decisions and what
 * is around them really send finds its rows by an index, and few of them.
 */
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeChanged, judgeTimely } from '../../../activities/segment-base/judge-due.ts';
import type { Provider } from '../../../activities/providers/provider.ts';
import { askNow } from '../../../api/explain/ask-now.ts';
import { readAskedMessage } from '../../../api/journeys/ask-message.ts';
import { previewPolicy } from '../../../api/policies/preview.ts';
import { specs } from '../../../api/specs.ts';
import { fillShop } from '../../../bench/gate/fill/fill-shop.ts';
import { makePrototypes } from '../../../bench/gate/fill/prototypes.ts';
import { acceptAll } from '../../../bench/gate/measure/provider.ts';
import { openSubjects } from '../../../bench/gate/measure/subjects.ts';
import { unsubscribe } from '../../../db/customers/unsubscribe.ts';
import { interestId, orderId } from '../../../db/ids.ts';
import { readStore } from '../../../db/shop/stores.ts';
import { settleStale } from '../../../db/ledger/settle-stale.ts';
import { takeProviderEvent } from '../../../db/ledger/provider-events.ts';
import { readLowPools } from '../../../db/offers/low-pools.ts';
import { redeemCodes } from '../../../db/offers/redeem.ts';
import { readStoreDeliverability } from '../../../db/pages/deliverability.ts';
import { noteChanges } from '../../../db/segments/changes.ts';
import { takeUntold } from '../../../db/segments/told.ts';
import { newsRequests } from '../../../db/schema/index.ts';
import { defaultCrossSell } from '../../../domain/policy/cross-sell.ts';
import { type TemplateNeeds, templateNeeds } from '../../../domain/template-needs.ts';
import type { LetterId } from '../../../domain/templates.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { defaultOffers } from '../../../domain/policy/offers.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { useDatabase } from '../../stack/database.ts';
import { plantPolicy } from '../../stack/policy.ts';
import { poolTen } from '../offers/pool.ts';
import { createGate, noon, silent, store } from '../world.ts';
import { explained, type Look, type Planning } from './explained.ts';

const database = useDatabase();
const size = { customers: 3_000, ledger: 30_000 };
/** More than this is what a table has that grows. */
const many = 1_000;
/** What one statement of a decision may look at: a customer's month. */
const few = { rows: 150, pages: 150 };
/** Around a decision: a page of decisions, and some to spare. */
const aPage = { rows: 600, pages: 600 };
/** Counts are of hours, whatever the customers; once a day, and on a page, those of four weeks are added up. */
const unbounded = new Set(['sending_counts']);

/** What a decision reads of what grows with customers, their history or the catalogue. */
const growing = [
  'customers',
  'customer_aliases',
  'consents',
  'suppressions',
  'last_contacts',
  'confirmations',
  'products',
  'product_sales',
  'carts',
  'orders',
  'inbox',
  'runs',
  'messages',
  'offer_codes',
  'sending_counts',
  'unplaced_acceptances',
];
const big = new Set<string>();
let subjects: readonly DeliverInput[] = [];

beforeAll(async () => {
  const { connection } = database;
  await makePrototypes(connection);
  await fillShop(connection.sql, size);
  // A catalogue as of a large shop: so few products are read whole without harm.
  await connection.sql`
    insert into products (id, store_id, external_id, title, translations, category, price, currency, stock, stocked_at)
    select gen_random_uuid(), ${store}, 'more-' || n, 'More', '{}', 'category-' || n % 40, 100 + n % 5000, 'EUR', n % 7, now()
    from generate_series(1, 20000) n`;
  await connection.sql`
    insert into confirmations (token, store_id, customer_id, channel, purpose, address, asked_at, source, proof, expires_at)
    select gen_random_uuid(), store_id, id, 'email', 'marketing', id || '@shop.example', created_at, 'form', '{}', created_at
    from customers`;
  await connection.sql`
    insert into product_sales (product_id, store_id, units, median_price, currency, counted_at)
    select id, store_id, 9, 2500, 'EUR', now() from products on conflict do nothing`;
  await connection.sql`
    insert into suppressions (store_id, channel, address, reason, at)
    select ${store}, 'email', 'more' || n || '@shop.example', 'bounced', now() from generate_series(1, 5000) n`;
  await connection.sql`
    insert into unplaced_acceptances (provider, provider_id, channel, address_hash, accepted_at)
    select 'bench', n, 'email', md5(n::text), now() from generate_series(1, 5000) n`;
  // As a run over the whole store leaves them.
  await connection.sql`
    insert into segment_standings (customer_id, store_id, segments, "primary", value, evaluated_at, until)
    select id, store_id, '{prospect}', 'prospect', 'low', now(), now() + interval '1 year' from customers`;
  await connection.sql`
    insert into segment_stays (customer_id, store_id, segment, entered_at, entered_told_at)
    select id, store_id, 'prospect', now(), now() from customers`;
  await connection.sql`
    insert into segment_stays (customer_id, store_id, segment, entered_at, left_at, entered_told_at, left_told_at)
    select id, store_id, 'visitor', now(), now(), now(), now() from customers, generate_series(1, 9)`;
  await connection.sql`truncate segment_changes`;
  await connection.sql`analyze`;
  const rows = await connection.sql<{ table: string }[]>`
    select relname as table from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > ${many}`;
  for (const { table } of rows) big.add(table);
  expect([...big]).toEqual(expect.arrayContaining(growing));
  subjects = await openSubjects(connection.sql, size, 0, 40);
}, 120_000);

const opened = (['custom', 'generic'] as const).map((planning) => ({ planning, at: planning === 'custom' ? 0 : 20 }));
const connections = new Map<Planning, ReturnType<typeof explained>>();
afterAll(async () => {
  for (const { close } of connections.values()) await close();
});
const connect = (planning: Planning): ReturnType<typeof explained> => {
  const known = connections.get(planning) ?? explained(database.url, planning);
  connections.set(planning, known);
  return known;
};

/** What was read from end to end of what grows, or too much of it. */
const tooMuch = (looks: readonly Look[], most: typeof few): readonly string[] => {
  const isMuch = ({ table, rows, pages }: Look) => !unbounded.has(table) && (rows > most.rows || pages > most.pages);
  const bad = looks.filter((look) => big.has(look.table) && (look.whole || isMuch(look)));
  const said = bad.map(
    ({ table, whole, rows, pages, text }) => `${whole ? 'all' : rows} rows on ${pages} pages of ${table}: ${text}`,
  );
  return [...new Set(said)];
};

const tablesOf = (looks: readonly Look[]): readonly string[] => [...new Set(looks.map(({ table }) => table))];

test('what goes through a table or an index from end to end is seen, whatever it finds', async () => {
  const { db, looks } = connect('custom');
  const seen = async (statement: SQL) => {
    looks.length = 0;
    await db.execute(statement);
    return looks.filter(({ table }) => table === 'messages');
  };
  const whole = await seen(sql`select count(*) from messages where template = 'none'`);
  expect(whole).toMatchObject([{ whole: true }]);
  expect(tooMuch(whole, aPage)).toEqual([expect.stringMatching(/^all rows on \d+ pages of messages/u)]);
  // An index of three columns, by its second.
  const index = await seen(sql`select count(*) from messages where step = 'none'`);
  expect(index).toMatchObject([{ whole: false, rows: 0 }]);
  expect(tooMuch(index, few)).toEqual([expect.stringMatching(/^0 rows on \d+ pages of messages/u)]);
});

test.each(opened)(
  'every statement by which customers are judged for their segments, $planning plans',
  async ({ planning, at }) => {
    const { db, looks } = connect(planning);
    const deps = { db, clock: { now: () => noon } };
    await noteChanges(
      db,
      subjects.slice(at, at + 3).map(({ customer }) => customer),
    );
    looks.length = 0;
    expect(await judgeChanged(deps, 20)).toBe(3);
    expect(await judgeTimely(deps)).toBe(0);
    expect(await takeUntold(db)).toMatchObject({ leftAt: null });
    expect(tooMuch(looks, few)).toEqual([]);
    expect(tablesOf(looks)).toEqual(
      expect.arrayContaining([
        'segment_standings',
        'segment_stays',
        'purchase_days',
        'last_contacts',
        'consents',
        'carts',
      ]),
    );
  },
);

const refusing: Provider = { ...acceptAll(), send: async () => ({ answer: 'refused', detail: 'not now' }) };

test.each(opened)('every statement of a delivery, $planning plans', async ({ planning, at }) => {
  const { db, looks } = connect(planning);
  const clock = { now: () => noon };
  const gate = createGate({ db, clock, email: acceptAll() });
  looks.length = 0;
  const outcomes: string[] = [];
  const deliver = async (input: DeliverInput, by = gate): Promise<void> => {
    outcomes.push(
      await by.deliver(input).then(
        ({ outcome }) => outcome,
        (error: unknown) => (error as { type?: string }).type ?? String(error),
      ),
    );
  };
  // All three steps; among them one with a product that is sold out and one with a code.
  for (const input of subjects.slice(at, at + 6)) await deliver(input);
  // Asked again, refused, of no use any more, a text message, a confirmation.
  await deliver(subjects[at]!);
  for (const input of subjects.slice(at + 6, at + 9)) await deliver(input, createGate({ db, clock, email: refusing }));
  await deliver({ ...subjects[at + 9]!, dueAt: '2026-06-01T08:00:00.000Z', expiresAt: '2026-06-01T20:00:00.000Z' });
  await deliver({ ...subjects[at + 10]!, channel: 'sms' });
  await deliver({
    ...subjects[at + 11]!,
    template: 'consent/confirm',
    step: 'consent/confirm#1',
    purpose: 'transactional',
  });
  expect(outcomes).toEqual([
    ...Array.from({ length: 7 }, () => 'accepted'),
    ...Array.from({ length: 3 }, () => 'refused'),
    'withheld',
    'withheld',
    'withheld',
  ]);
  expect(tooMuch(looks, few)).toEqual([]);
  // Whatever else, these are what it decides from and writes to.
  expect(tablesOf(looks)).toEqual(expect.arrayContaining([...growing, 'offer_code_messages', 'average_days']));
});

test.each(opened)('every statement of a letter that proposes products, $planning plans', async ({ planning, at }) => {
  const { db, looks } = connect(planning);
  const gate = createGate({ db, clock: { now: () => noon }, email: acceptAll() });
  const some = subjects.slice(at, at + 20);
  const [order] = await db.execute<{ id: string; customer: string; product: string }>(sql`
    select id, customer_id as customer, lines -> 0 ->> 'productId' as product from orders
    where customer_id in ${some.map(({ customer }) => customer)} limit 1`);
  const { idle: _idle, ...subject } = some.find(({ customer }) => customer === order!.customer)!;
  // What goes with what was bought, what others buy next, and news that were asked for.
  await db.execute(sql`update products set category = 'category-0' where id = ${order!.product}`);
  const category = interestId(store, `category-3/${planning}`);
  const own = { customerId: subject.customer, storeId: store };
  await db
    .insert(newsRequests)
    .values({ ...own, id: category, category: 'category-3', declaredAt: new Date(noon - 3_600_000) });
  await plantPolicy(db, store, {
    crossSell: { ...defaultCrossSell, byCategory: { 'category-0': { categories: ['category-1', 'category-2'] } } },
  });
  const about = { orderId: order!.id, productId: order!.product, interestId: category };
  looks.length = 0;
  // One letter for each way of proposing that there is.
  const letters = new Map(
    (Object.entries(templateNeeds) as [LetterId, TemplateNeeds][]).flatMap(([template, { proposals }]) =>
      proposals ? [[proposals, template]] : [],
    ),
  );
  expect(letters.size).toBeGreaterThan(4);
  for (const template of letters.values()) {
    await gate.deliver({ ...subject, template, step: `${template}#1`, props: about });
  }
  expect(tooMuch(looks, aPage)).toEqual([]);
  expect(tablesOf(looks)).toEqual(expect.arrayContaining(['orders', 'products', 'product_sales']));
});

test.each(opened)(
  'what providers, customers, orders and time do to the ledger and its codes, $planning plans',
  async ({ planning, at }) => {
    const { db, looks } = connect(planning);
    const gate = createGate({ db, clock: { now: () => noon }, email: acceptAll() });
    const input = subjects.slice(at + 12, at + 20).find(({ template }) => template === 'cart/offer')!;
    expect((await gate.deliver(input)).outcome).toBe('accepted');
    const [row] = await db.execute<{ id: string; provider_id: string; code: string }>(sql`
    select messages.id, provider_id, code from messages join offer_code_messages on message_id = messages.id
      join offer_codes on offer_codes.id = code_id where run_id = ${input.run}`);
    looks.length = 0;
    for (const [means, type] of [
      ['delivered', 'email.delivered'],
      ['complained', 'email.complained'],
    ] as const) {
      const event = { provider: 'bench', eventId: `${type}/${planning}`, type, means, providerId: row!.provider_id };
      const fate = await takeProviderEvent(db, { ...event, occurredAt: new Date(noon), receivedAt: new Date(noon) });
      expect(fate).toBe('applied');
    }
    const order = orderId(store, `bought/${planning}`);
    await redeemCodes(db, { store, order, codes: [row!.code], customers: [input.customer], at: new Date(noon) });
    const owner = { storeId: store, customerId: input.customer, channel: 'email' as const, address: null };
    await unsubscribe(db, owner, new Date(noon + 60_000), async () => {});
    await settleStale(db, new Date(noon));
    expect(tooMuch(looks, aPage)).toEqual([]);
    expect(tablesOf(looks)).toEqual(
      expect.arrayContaining(['messages', 'runs', 'offer_codes', 'consents', 'suppressions', 'sending_counts']),
    );
  },
);

test.each(opened)(
  'what people look at: what would happen now, a changed policy, pools, deliverability, $planning plans',
  async ({ planning, at }) => {
    const { db, looks } = connect(planning);
    looks.length = 0;
    const { customer } = subjects[at + 18]!;
    const ask = { db, clock: { now: () => noon }, logger: silent };
    const row = (await readStore(db, store))!;
    // About each kind of thing that a journey may be about.
    for (const [journey, template] of [
      ['cartAbandonment', 'cart/reminder'],
      ['doubleOptIn', 'consent/confirm'],
      ['parcelTracking', 'order/shipped'],
      ['replenishment', 'replenishment/soon'],
      ['afterReturn', 'order/returned'],
    ] as const) {
      const read = readAskedMessage({ journey, template }, specs);
      if (!read.ok) throw new Error(JSON.stringify(read.flaws));
      expect(await askNow(ask, { store: row, customer, asked: read.asked })).toBeDefined();
    }
    const changed = { section: 'caps', policy: defaultPolicy.caps, now: noon } as const;
    const { complete } = await previewPolicy(db, { store, ...changed }, { decisions: 1_200, millis: 60_000 });
    expect(complete).toBe(true);
    await readLowPools(db, store, { ...defaultOffers, byId: { cartTen: { ...poolTen, alarmBelow: 200 } } }, noon);
    await readStoreDeliverability(db, store, new Date(noon));
    expect(tooMuch(looks, aPage)).toEqual([]);
    expect(tablesOf(looks)).toEqual(
      expect.arrayContaining(['messages', 'runs', 'carts', 'offer_codes', 'policy_versions']),
    );
  },
);
