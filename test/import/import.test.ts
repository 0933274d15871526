import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test, vi } from 'vitest';
import { importFile } from '../../cli/import/import-file.ts';
import { consents, customerAliases, inbox, orders, outbox, products, runs } from '../../db/schema/index.ts';
import { readStore, type StoreRow } from '../../db/stores.ts';
import { cartSpec, noon, store as storeId, useIntake } from '../api/intake-server.ts';
import { cart } from '../api/told.ts';

const intake = useIntake();
const folder = mkdtempSync(join(tmpdir(), 'relance-import-'));
let store: StoreRow;

beforeAll(async () => {
  store = (await readStore(intake.db, storeId))!;
});

const file = (name: string, ...lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const importing = async (path: string) =>
  importFile({ db: intake.db, clock: { now: () => noon }, specs: [cartSpec] }, store, path);
const customerOf = async (value: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, value)))[0]?.customerId;

test('customers, consent proofs, products and orders become state, and no journey starts', async () => {
  const files = [
    file('customers.csv', 'customer_id,email,first_name,locale,created_at', 'c1,Ada@shop.example,Ada,fr,2025-01-02'),
    file(
      'consents.csv',
      'customer_id;channel;purpose;state;at;source;proof_wording;proof_version',
      'c1;email;marketing;granted;2025-01-02T10:00:00Z;checkout;"Offers; by e-mail";3',
    ),
    file('products.csv', 'product_id,title,title_fr,price,currency,stock', 'sku-1,Teapot,Théière,19.90,EUR,4'),
    file(
      'orders.csv',
      'order_id,customer_id,placed_at,product_id,quantity,unit_price,total,currency',
      'o1,c1,2025-03-01 10:00:00,sku-1,2,19.90,44.80,EUR',
      'o1,c1,2025-03-01 10:00:00,sku-2,1,5,44.80,EUR',
      'o2,c1,2025-04-01,,,,12,JPY',
    ),
  ];
  for (const path of files) expect((await importing(path)).problems).toEqual([]);

  const customer = (await customerOf('c1'))!;
  expect(await customerOf('ada@shop.example')).toBe(customer);
  expect(await intake.db.select().from(consents).where(eq(consents.customerId, customer))).toMatchObject([
    { state: 'granted', source: 'checkout', proof: { wording: 'Offers; by e-mail', version: '3' } },
  ]);
  expect(await intake.db.select().from(products).where(eq(products.externalId, 'sku-1'))).toMatchObject([
    { title: 'Teapot', price: 1990, currency: 'EUR', stock: 4, translations: { fr: { title: 'Théière' } } },
  ]);
  const itsOrders = await intake.db.select().from(orders).where(eq(orders.customerId, customer));
  expect(itsOrders.toSorted((a, b) => +a.placedAt - +b.placedAt)).toMatchObject([
    {
      externalId: 'o1',
      total: 4480,
      lines: [
        { quantity: 2, unitPrice: 1990 },
        { quantity: 1, unitPrice: 500 },
      ],
    },
    { externalId: 'o2', total: 12, currency: 'JPY', lines: [] },
  ]);
  expect(await intake.db.select().from(runs)).toEqual([]);
  expect(await intake.db.select().from(outbox)).toEqual([]);
  const reasons = await intake.db.selectDistinct({ reason: inbox.reason }).from(inbox);
  expect(reasons).toEqual([{ reason: 'imported' }]);

  for (const path of files) expect(await importing(path)).toMatchObject({ imported: 0, problems: [] });
  expect(await intake.db.select().from(consents).where(eq(consents.customerId, customer))).toHaveLength(1);
});

test('what is imported is older than what the store told since', async () => {
  await intake.post({
    id: 'told-1',
    type: 'customer.updated',
    occurredAt: new Date(noon).toISOString(),
    customer: { id: 'c2' },
    data: { firstName: 'New' },
  });
  await intake.post(cart({ id: 'c2' }, 'c2-cart'));
  await importing(file('customers-2.csv', 'customer_id,first_name', 'c2,Old'));
  await importing(
    file('orders-2.csv', 'order_id,customer_id,placed_at,total,currency', 'o3,c2,2026-01-01T00:00:00Z,10,EUR'),
  );
  const [run] = await intake.db.select().from(runs);
  expect(run).toMatchObject({ exitEvent: null, state: 'open' });
});

test('each wrong line is named, and the others are imported', async () => {
  const { imported, problems } = await importing(
    file(
      'orders-3.csv',
      'order_id,customer_id,placed_at,product_id,unit_price,total,currency',
      'o10,c9,2025-01-01,sku,1.00,1.00,EUR',
      'o11,c9,yesterday,sku,1.00,1.00,EUR',
      'o12,c9,2025-01-01,sku,1.005,1.00,EUR',
      'o13,,2025-01-01,sku,1.00,1.00,EUR',
      'o14,c9,2025-01-01,sku,1.00,-1,EUR',
    ),
  );
  expect(imported).toBe(1);
  expect(problems).toEqual([
    expect.stringContaining('orders-3.csv:3: placed_at: "yesterday" is not a date'),
    expect.stringContaining('orders-3.csv:4: unit_price: 1.005 EUR has too many decimals'),
    expect.stringContaining('orders-3.csv:5: customer: give at least one of'),
    expect.stringContaining('orders-3.csv:6: data.total.amount'),
  ]);
});

test('a column that is not known, or missing, is said before anything is imported', async () => {
  await expect(importing(file('customers-4.csv', 'customer_id,e_mail', 'c1,x'))).rejects.toThrow(
    'unknown columns: e_mail',
  );
  await expect(importing(file('orders-4.csv', 'order_id', 'o1'))).rejects.toThrow('missing columns: placed_at');
  await expect(importing(file('people.csv', 'id', '1'))).rejects.toThrow('begins with customers, orders');
});

const kept = async () => intake.db.$count(customerAliases, eq(customerAliases.kind, 'email'));

test('killed in the middle, the command goes on where it was when it is run again', { timeout: 60_000 }, async () => {
  const count = 3000;
  const path = file(
    'customers-big.csv',
    'customer_id,email',
    ...Array.from({ length: count }, (_, index) => `big-${index},big-${index}@shop.example`),
  );
  const before = await kept();
  const command = fileURLToPath(new URL('../../cli/import/main.ts', import.meta.url));
  const start = () =>
    spawn(process.execPath, ['--import', 'tsx', command, path, '--store', storeId], {
      env: { ...process.env, DATABASE_URL: intake.databaseUrl() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const first = start();
  await vi.waitFor(async () => expect(await kept()).toBeGreaterThan(before + 100), { timeout: 30_000, interval: 20 });
  first.kill('SIGKILL');
  await once(first, 'exit');
  expect(await kept()).toBeLessThan(before + count);

  const second = start();
  let output = '';
  second.stdout.on('data', (text) => void (output += String(text)));
  const [code] = await once(second, 'close');
  expect(code).toBe(0);
  expect(await kept()).toBe(before + count);
  expect(output).toMatch(/customers-big\.csv: \d+ imported, [1-9]\d* imported before, 0 wrong/);
});
