import { randomUUID } from 'node:crypto';
import { desc, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { specs } from '../../api/specs.ts';
import { countCoverage } from '../../db/coverage/count-coverage.ts';
import { sampleOfCustomers } from '../../db/coverage/sample.ts';
import { auditLog, customerAliases, customers, products, scoringRuns, sendingModes } from '../../db/schema/index.ts';
import { defaultCoverage } from '../../domain/policy/coverage.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { addKey, addStore, noon, store, useIntake } from '../api/intake-server.ts';
import { cart, order, told } from '../api/told.ts';
import { runCli } from '../cli/run-cli.ts';
import { plantPolicy } from '../stack/policy.ts';

const intake = useIntake(specs);
const key = makeApiKey();

const ask = async (method: string, path: string, body?: object) => {
  const response = await intake.request(path, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Told };
};

interface Told {
  readonly counted: { readonly seen: number; readonly visitors: number; readonly part: number; readonly words: string };
  readonly fields: readonly {
    readonly field: string;
    readonly have: number;
    readonly of: number;
    readonly share: number | null;
  }[];
  readonly journeys: readonly {
    readonly journey: string;
    readonly mode: string;
    readonly lacks: readonly { readonly field: string }[];
  }[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields: readonly { field: string; problem: string }[];
  };
}

const day = 24 * 60;

const run = async (script: string, ...args: readonly string[]) =>
  runCli(script, [...args, '--store', store], { DATABASE_URL: intake.databaseUrl() });

/** What is told of a product is about no customer. */
const described = (product: object) => {
  const { customer: _customer, ...event } = told('product.upserted', {}, product);
  return event;
};
const proof = { how: 'box ticked', wording: 'News by e-mail', version: '3' };

beforeAll(async () => {
  await addKey(intake.db, store, key, { scopes: ['operate', 'read'] });
  const line = { productId: 'sku-1', quantity: 1, unitPrice: { amount: 3990, currency: 'EUR' } };
  const unknown = { ...line, productId: 'never-described' };
  const total = { amount: 7980, currency: 'EUR' };
  const ada = { id: 'ada', email: 'ada@shop.example' };
  const bob = { id: 'bob', email: 'bob@shop.example', phone: '+33612345678' };
  const { body } = await intake.post([
    described({
      productId: 'sku-1',
      title: 'Lamp',
      price: { amount: 3990, currency: 'EUR' },
      category: 'lamps',
      usualDays: 30,
    }),
    described({
      productId: 'sku-2',
      title: 'Vase',
      price: { amount: 100, currency: 'USD' },
      imageUrl: 'https://shop.example/vase.jpg',
      url: 'https://shop.example/vase',
    }),
    told('customer.updated', ada, { firstName: 'Ada', locale: 'fr', birthday: '05-14', address: { country: 'FR' } }),
    told('customer.consent_changed', ada, {
      channel: 'email',
      purpose: 'marketing',
      state: 'granted',
      source: 'form',
      proof,
    }),
    told('customer.consent_changed', bob, { channel: 'email', purpose: 'marketing', state: 'granted', source: 'form' }),
    told('customer.consent_changed', bob, { channel: 'sms', purpose: 'marketing', state: 'granted', source: 'form' }),
    told(
      'customer.consent_changed',
      bob,
      { channel: 'sms', purpose: 'marketing', state: 'withdrawn', source: 'form' },
      1,
    ),
    told('product.viewed', bob, { productId: 'sku-2' }, 1),
    told('order.placed', ada, { orderId: 'one', lines: [line, unknown], total }, 2),
    told('order.placed', bob, { orderId: 'old', lines: [line], total }, -400 * day),
    cart(bob, 'of bob', 3),
    told('product.viewed', { anonymousId: 'a visitor' }, { productId: 'sku-2' }, 1),
    order({ anonymousId: 'another' }, 'of nobody', 4),
    cart({ anonymousId: 'another' }, 'of nobody', 5),
  ]);
  expect(
    body.events.map(({ fate, reason }) => `${fate} ${reason ?? ''}`).filter((one) => !/^(applied|ignored)/u.test(one)),
  ).toEqual([]);
  intake.clock.advance(10 * 60_000);
});

test('R111 what is missing is counted by field, among those that could have it', async () => {
  const { status, body } = await ask('GET', '/v1/coverage');
  expect(status).toBe(200);
  expect(body.counted).toMatchObject({ seen: 4, visitors: 2, part: 1 });
  const counts = Object.fromEntries(body.fields.map(({ field, have, of }) => [field, `${have}/${of}`]));
  expect(counts).toEqual({
    email: '2/2',
    phone: '1/2',
    firstName: '1/2',
    language: '1/2',
    zone: '1/2',
    birthday: '1/2',
    loyalty: '0/2',
    consent: '2/2',
    consentProof: '1/2',
    title: '2/2',
    price: '1/2',
    stock: '0/2',
    picture: '1/2',
    page: '1/2',
    category: '1/2',
    usageDuration: '1/2',
    orderLines: '2/2',
    lineProducts: '2/3',
    views: '1/2',
  });
});

test('R227 a journey that builds on what a store does not know is not switched on: field, share and remedy are said', async () => {
  const on = { journey: 'backInStock', mode: 'on', why: 'live' };
  const refused = await ask('PUT', '/v1/switches/mode', on);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'data_missing']);
  const flaws = Object.fromEntries(refused.body.error.fields.map(({ field, problem }) => [field, problem]));
  expect(flaws['stock']).toBe('0 of 2 products have a stock (0 %), and 80 % are needed: send product.stock_changed');
  expect(Object.keys(flaws)).toEqual(['price', 'stock', 'picture', 'page']);
  expect(await intake.db.select().from(sendingModes)).toEqual([]);
  expect(await intake.db.select().from(auditLog)).toEqual([]);
  const { body } = await ask('GET', '/v1/coverage');
  expect(body.journeys.find(({ journey }) => journey === 'backInStock')).toMatchObject({
    mode: 'off',
    lacks: [{ field: 'price' }, { field: 'stock', have: 0, of: 2, share: 0, least: 80 }, {}, {}],
  });

  // It is tried out all the same, and one that lacks nothing is switched on.
  expect((await ask('PUT', '/v1/switches/mode', { ...on, mode: 'shadow' })).status).toBe(200);
  expect((await ask('PUT', '/v1/switches/mode', { ...on, journey: 'birthday' })).status).toBe(200);
  // Naming some of the fields is not enough.
  const some = await ask('PUT', '/v1/switches/mode', { ...on, inSpiteOf: ['title', 'price'] });
  expect(some.body.error.fields.map(({ field }) => field)).toEqual(['stock', 'picture', 'page']);
  const wrong = await ask('PUT', '/v1/switches/mode', { ...on, inSpiteOf: ['shoes'] });
  expect([wrong.status, wrong.body.error.fields[0]!.field]).toEqual([422, 'inSpiteOf.0']);
});

test('R227 who knows better switches it on in spite of it, by name, and the audit log keeps of what', async () => {
  const inSpiteOf = ['title', 'price', 'stock', 'picture', 'page'];
  const wish = { journey: 'backInStock', mode: 'on', inSpiteOf, why: 'the feed comes tonight' };
  expect((await ask('PUT', '/v1/switches/mode', wish)).status).toBe(200);
  const [act] = await intake.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  expect(act).toMatchObject({ act: 'mode.set', subject: 'mode/backInStock', detail: { mode: 'on', before: 'shadow' } });
  expect(act!.detail['inSpiteOf']).toContain('stock 0/2, least 80 %');
  const [said] = await intake.db.select().from(sendingModes).orderBy(desc(sendingModes.id)).limit(1);
  expect(said).toMatchObject({ journey: 'backInStock', mode: 'on', why: 'the feed comes tonight' });
  // What is on already needs nothing more.
  expect((await ask('PUT', '/v1/switches/mode', { journey: 'backInStock', mode: 'on', why: 'again' })).status).toBe(
    200,
  );
});

test('the store’s own policy says how much is wanted; proof of consent counts where it is required', async () => {
  const on = { journey: 'priceDrop', mode: 'on', why: 'live' };
  const least = { ...defaultCoverage.least, title: 0, price: 50, picture: 51, page: 0 };
  await plantPolicy(intake.db, store, { coverage: { least } });
  expect((await ask('PUT', '/v1/switches/mode', on)).body.error.fields.map(({ field }) => field)).toEqual(['picture']);
  await plantPolicy(intake.db, store, { coverage: { least: { ...least, picture: 50 } } });
  const { consent } = defaultPolicy;
  await plantPolicy(intake.db, store, { consent: { ...consent, proof: 'required' } });
  expect((await ask('PUT', '/v1/switches/mode', on)).body.error.fields).toEqual([
    {
      field: 'consentProof',
      problem: expect.stringMatching(/^1 of 2 agreements have the act.* on record \(50 %\), and 80 % are needed: /u),
    },
  ]);
  await plantPolicy(intake.db, store, { consent });
  expect((await ask('PUT', '/v1/switches/mode', on)).status).toBe(200);
});

test('npm run data says the same, and npm run switch refuses and tells how to go on', { timeout: 90_000 }, async () => {
  const [shown, refused, unknown] = await Promise.all([
    run('data/main.ts', 'coverage'),
    run('sending/switch.ts', 'mode', 'on', '--journey', 'lowStock', '--why', 'live'),
    run('sending/switch.ts', 'mode', 'on', '--journey', 'loyaltyPoints', '--in-spite-of', 'loyalty', '--why', 'soon'),
  ]);
  expect(shown.stdout).toMatch(
    /^LACKS {2}stock {2}0 of 2 products have a stock \(0 %, wanted 80 %\); needed by .*backInStock/mu,
  );
  expect(shown.stdout).toMatch(/^counted over all: 4 customers, 2 of them visitors/u);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('stock: 0 of 2 products have a stock');
  expect(refused.stderr).toContain(`--journey lowStock --store ${store} --in-spite-of stock`);
  expect(unknown).toMatchObject({ code: 0, stdout: expect.stringContaining('loyaltyPoints is on from now on.') });
});

test('of a large store a part stands for all, drawn alike each time, also beside another that fills the table', async () => {
  const large = 'large' as StoreId;
  await addStore(intake.db, large, makeApiKey());
  const fill = async (of: StoreId, count: number) => {
    for (let from = 0; from < count; from += 5_000) {
      const ids = Array.from({ length: 5_000 }, () => randomUUID() as CustomerId);
      await intake.db.insert(customers).values(
        ids.map((id, index) => ({
          id,
          storeId: of,
          createdAt: new Date(noon),
          birthday: (index % 4 === 0 ? '05-14' : null) as never,
        })),
      );
      await intake.db
        .insert(customerAliases)
        .values(ids.map((id) => ({ storeId: of, kind: 'id' as const, value: id, customerId: id })));
    }
  };
  await fill(large, 20_000);
  await intake.db.execute(sql`analyze ${customers}`);
  const sample = await sampleOfCustomers(intake.db, large, 2_000);
  expect(sample.part).toBeLessThan(0.5);
  const one = await countCoverage(intake.db, { id: large, currency: 'EUR' }, noon, sample);
  const again = await countCoverage(intake.db, { id: large, currency: 'EUR' }, noon, sample);
  expect(again).toEqual(one);
  expect(one.seen).toBeGreaterThan(500);
  expect(one.seen).toBeLessThan(8_000);
  const { have, of } = one.fields.birthday;
  expect(Math.abs(have / of - 0.25)).toBeLessThan(0.03);
  // A small store beside it is counted one by one.
  expect((await sampleOfCustomers(intake.db, store, 2_000)).part).toBe(1);
  const count = await intake.db.execute<{ all: number }>(sql`select count(*)::int as all from ${customers}`);
  console.log(
    `${one.seen} of ${count[0]!.all} customers looked at, birthdays ${((100 * have) / of).toFixed(1)} % of 25 %`,
  );
});

interface Ages {
  readonly fresh: boolean;
  readonly of: readonly {
    readonly of: string;
    readonly state: string;
    readonly ageSeconds: number | null;
    readonly sentence: string;
  }[];
}

test(
  'R115 what is older than its limit is stale: said by the API and the command, which fails before a campaign',
  { timeout: 90_000 },
  async () => {
    const ages = async () => {
      const { body } = await ask('GET', '/v1/freshness');
      const { fresh, of } = body as unknown as Ages;
      return { fresh, ...Object.fromEntries(of.map(({ of: name, state }) => [name, state])) };
    };
    const finished = async (hoursAgo: number) => {
      const at = new Date(intake.clock.now() - hoursAgo * 3_600_000);
      const run = {
        state: 'done',
        asOf: '2026-06-09',
        customers: 2,
        scored: 2,
        startedAt: at,
        finishedAt: at,
      } as const;
      await intake.db.insert(scoringRuns).values({ id: randomUUID(), storeId: store, ...run });
    };
    // Nobody has scored the orders of this shop yet: they only wait for a few moments.
    expect(await ages()).toEqual({
      fresh: true,
      scores: 'never',
      statistics: 'fresh',
      segments: 'never',
      sales: 'never',
      catalogue: 'fresh',
      stock: 'never',
    });
    await finished(37);
    expect(await ages()).toMatchObject({ fresh: false, scores: 'stale' });
    await finished(36);
    expect(await ages()).toMatchObject({ fresh: true, scores: 'fresh' });
    await intake.db.update(products).set({ describedAt: new Date(noon - 9 * 24 * 3_600_000) });
    const { body } = await ask('GET', '/v1/freshness');
    expect((body as unknown as Ages).of.find(({ of }) => of === 'catalogue')).toMatchObject({
      state: 'stale',
      sentence: expect.stringMatching(/^the descriptions of products: 9 days old, at most 8 days are allowed: send /u),
    });
    await intake.db.update(products).set({ stockedAt: new Date(noon - 31 * 3_600_000) });
    expect(await ages()).toMatchObject({ stock: 'stale' });
    const [named, unknown] = await Promise.all([
      run('data/main.ts', 'freshness', '--strict', '--of', 'sales'),
      run('data/main.ts', 'freshness', '--strict', '--of', 'shoes'),
    ]);
    expect(named).toMatchObject({ code: 1, stdout: expect.stringMatching(/^never {2}sales {2}/u) });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('Write some of scores') });
  },
);
