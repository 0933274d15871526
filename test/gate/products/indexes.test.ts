import { drizzle } from 'drizzle-orm/postgres-js';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Queries } from '../../../db/client.ts';
import { ownerOfRun } from '../../../db/facts/owner-of-run.ts';
import { readAlternatives, readCartProducts, readStockToldAt } from '../../../db/facts/products.ts';
import * as schema from '../../../db/schema/index.ts';
import { useDatabase } from '../../stack/database.ts';
import { addPerson, openShop, type Person, store } from '../world.ts';
import { addProduct, fillCart, lineOf } from './catalogue.ts';

const database = useDatabase();
let ada: Person;

beforeAll(async () => {
  const { db } = database.connection;
  await openShop(db);
  await addProduct(db, 'sold-out', { stock: 0 });
  ada = await addPerson(db);
  await fillCart(db, ada, [lineOf('sold-out')]);
  await db.execute(sql`
    insert into products (id, store_id, external_id, title, translations, category, price, currency, stock, stocked_at)
    select gen_random_uuid(), ${store}, 'many-' || n, 'Many', '{}', 'category-' || n % 20, 100 + n % 5000, 'EUR', n % 7, now()
    from generate_series(1, 60000) n`);
  await db.execute(sql`update products set category = 'home' where category = 'category-3'`);
  await db.execute(sql`analyze`);
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[];
}

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How PostgreSQL ran the query that `read` sends. */
const planOf = async (read: (db: Queries) => Promise<unknown>): Promise<readonly Node[]> => {
  const sent: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void sent.push({ query, params }) };
  await read(drizzle(database.connection.sql, { schema, casing: 'snake_case', logger }));
  const [{ query, params } = { query: '', params: [] }] = sent;
  const [row] = await database.connection.sql.unsafe(`explain (analyze, format json) ${query}`, params as never[]);
  const [{ Plan }] = row!['QUERY PLAN'] as [{ readonly Plan: Node }];
  return nodesOf(Plan);
};

test.each([
  ['the products of a cart', async (db: Queries) => readCartProducts(db, ada.cart)],
  [
    'what could stand in',
    async (db: Queries) => readAlternatives(db, { cart: ada.cart, customer: ownerOfRun(ada.run) }),
  ],
  ['when a stock was last told', async (db: Queries) => readStockToldAt(db, { run: ada.run })],
])('%s: found by indexes, a few rows of 60,000', async (_what, read) => {
  const nodes = (await planOf(read)).filter((node) => node['Relation Name'] === 'products');
  expect(nodes.length).toBeGreaterThan(0);
  for (const node of nodes) {
    expect(node['Node Type']).toMatch(/^(?:Index|Bitmap Heap) /u);
    expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(24);
  }
});
