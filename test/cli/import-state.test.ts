import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cartId } from '../../db/ids.ts';
import { consents, customers, inbox, orders, outbox, products, runs } from '../../db/schema/index.ts';
import { noon, store } from '../api/intake-server.ts';
import { cart } from '../api/told.ts';
import { useImport } from './use-import.ts';

const files = useImport();
const { intake, importing } = files;

const past: readonly (readonly [name: string, lines: readonly string[]])[] = [
  [
    'customers.csv',
    [
      'customer_id,email,phone,first_name,locale,timezone,country,postal_code,created_at,updated_at',
      'c1,Ada@shop.example,+33 6 12 34 56 78,Ada,fr-FR,Europe/Paris,FR,67000,2025-01-02,2026-01-02',
    ],
  ],
  [
    'consents.csv',
    [
      'customer_id;channel;purpose;state;at;source;proof_wording;proof_version',
      'c1;email;marketing;granted;2025-01-02T10:00:00Z;checkout;"Offers; by ""e-mail""";3',
      'c1;sms;marketing;granted;2025-01-02 11:00;shop;;',
      'c1;sms;marketing;withdrawn;2025-01-03 11:00 +0100;customer service;;',
    ],
  ],
  [
    'products.csv',
    ['product_id,title,title_fr,price,currency,stock,usual_days', 'sku-1,Teapot,Théière,"19,90",EUR,4,30'],
  ],
  [
    'orders.csv',
    [
      'order_id,customer_id,placed_at,product_id,quantity,unit_price,total,currency,status,status_at,parcel_id',
      'o1,c1,2025-03-01 10:00:00,sku-1,2,19.90,44.80,EUR,delivered,2025-03-04,',
      'o1,,,sku-2,1,5,,,,,',
      'o2,c1,2025-04-01,,,,12,JPY,,,',
      'o3,c1,2025-05-01,sku-1,1,19.9000,19.9,,shipped,2025-05-02,parcel-1',
    ],
  ],
];

test('customers, proofs of consent, products and orders become state, and no journey starts', async () => {
  for (const [name, lines] of past) expect((await importing(name, lines)).told).toEqual([]);

  const customer = (await files.customerOf('c1'))!;
  expect(await files.customerOf('ada@shop.example')).toBe(customer);
  expect(await files.customerOf('+33612345678')).toBe(customer);
  expect(await intake.db.select().from(customers).where(eq(customers.id, customer))).toMatchObject([
    {
      firstName: 'Ada',
      locale: 'fr',
      timezone: 'Europe/Paris',
      address: { country: 'FR', postalCode: '67000' },
      profileAt: new Date('2026-01-01T23:00:00Z'),
    },
  ]);

  expect(await intake.db.select().from(products).where(eq(products.externalId, 'sku-1'))).toMatchObject([
    {
      title: 'Teapot',
      price: 1990,
      currency: 'EUR',
      stock: 4,
      usualDays: 30,
      translations: { fr: { title: 'Théière' } },
    },
  ]);
  const kept = await intake.db.select().from(orders).where(eq(orders.customerId, customer)).orderBy(orders.placedAt);
  expect(kept).toMatchObject([
    {
      externalId: 'o1',
      state: 'delivered',
      // Ten in the morning in the store's own time zone.
      placedAt: new Date('2025-03-01T09:00:00Z'),
      total: 4480,
      lines: [
        { quantity: 2, unitPrice: 1990 },
        { quantity: 1, unitPrice: 500 },
      ],
    },
    { externalId: 'o2', state: 'placed', total: 12, currency: 'JPY', lines: [] },
    { externalId: 'o3', state: 'shipped', total: 1990, currency: 'EUR' },
  ]);
  expect(await intake.db.$count(runs)).toBe(0);
  expect(await intake.db.$count(outbox)).toBe(0);
  expect(await intake.db.selectDistinct({ reason: inbox.reason }).from(inbox)).toEqual([{ reason: 'imported' }]);
});

test('every act of consent is kept with its instant, source and proof', async () => {
  const customer = (await files.customerOf('c1'))!;
  const kept = await intake.db.select().from(consents).where(eq(consents.customerId, customer)).orderBy(consents.at);
  expect(kept).toMatchObject([
    {
      channel: 'email',
      state: 'granted',
      source: 'checkout',
      at: new Date('2025-01-02T10:00:00Z'),
      proof: { wording: 'Offers; by "e-mail"', version: '3' },
    },
    { channel: 'sms', state: 'granted', source: 'shop', at: new Date('2025-01-02T10:00:00Z'), proof: {} },
    { channel: 'sms', state: 'withdrawn', source: 'customer service', at: new Date('2025-01-03T10:00:00Z') },
  ]);
});

test('R222 the same files again change nothing, rows in another order neither', async () => {
  const events = await intake.db.$count(inbox);
  for (const [name, [header, ...lines]] of past) {
    const reordered = name === 'orders.csv' ? lines : lines.toReversed();
    const { accepted, known, told } = await importing(name, [header!, ...reordered]);
    expect({ accepted, told }).toEqual({ accepted: 0, told: [] });
    expect(known).toBeGreaterThan(0);
  }
  expect(await intake.db.$count(inbox)).toBe(events);
});

test('other contents for what was imported are a problem, not a change', async () => {
  const { told, accepted } = await importing('orders-corrected.csv', [
    'order_id,customer_id,placed_at,total',
    'o2,c1,2025-04-01,99',
  ]);
  expect({ told, accepted }).toMatchObject({
    told: [expect.stringContaining('2: this order was told before')],
    accepted: 0,
  });
  expect(await intake.db.select().from(orders).where(eq(orders.externalId, 'o2'))).toMatchObject([{ total: 12 }]);
});

test('what the store told since is newer and stays', async () => {
  await intake.post({
    id: 'told-1',
    type: 'customer.updated',
    occurredAt: new Date(noon).toISOString(),
    customer: { id: 'c2' },
    data: { firstName: 'New' },
  });
  const { outdated } = await importing('customers-2.csv', ['customer_id,first_name,timezone', 'c2,Old,Europe/Paris']);
  expect(outdated).toBe(0);
  const customer = (await files.customerOf('c2'))!;
  expect(await intake.db.select().from(customers).where(eq(customers.id, customer))).toMatchObject([
    { firstName: 'New', timezone: 'Europe/Paris' },
  ]);
});

test('R15 an imported order stops the live run that it ends; an older one does not', async () => {
  await intake.post(cart({ id: 'c3' }, 'c3-cart'));
  const run = async () =>
    intake.db
      .select()
      .from(runs)
      .where(eq(runs.subject, cartId(store, 'c3-cart')));
  const header = 'order_id,customer_id,placed_at,total';

  const before = await importing('orders-before.csv', [header, 'c3-1,c3,2026-01-01T00:00:00Z,10']);
  expect(before.stopping).toBe(0);
  expect(await run()).toMatchObject([{ state: 'open', exitEvent: null }]);

  const after = await importing('orders-after.csv', [header, `c3-2,c3,${new Date(noon + 60_000).toISOString()},10`]);
  expect(after).toMatchObject({ accepted: 1, stopping: 1 });
  expect(await run()).toMatchObject([{ exitEvent: 'order.placed' }]);
  const [stopped] = await run();
  const rows = await intake.db.select().from(outbox).where(eq(outbox.runId, stopped!.id));
  expect(rows.map(({ kind }) => kind)).toEqual(['start', 'exit']);
});
