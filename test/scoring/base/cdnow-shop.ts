import { sql } from 'drizzle-orm';
import { v5 } from 'uuid';
import type { OrderLine } from '../../../activities/scoring/orders/order-line.ts';
import type { Database } from '../../../db/client.ts';
import { orderId } from '../../../db/ids.ts';
import { customers, orders, stores } from '../../../db/schema/index.ts';
import type { CustomerId, StoreId } from '../../../domain/ids.ts';

/** Any namespace: the customers of the log, each with the same id in every run. */
const namespace = 'a2b3f8d0-9a6e-4f5e-8b35-0c5a3d1f6f10';

export const customerOf = (store: StoreId, name: string): CustomerId => v5(`${store}/${name}`, namespace) as CustomerId;

/** A shop whose customers and orders are those of a log; at noon of each day. */
export const plantLog = async (
  db: Database,
  store: StoreId,
  lines: readonly (OrderLine & { readonly product?: string; readonly units?: number })[],
): Promise<void> => {
  const at = new Date(0);
  await db
    .insert(stores)
    .values({
      id: store,
      name: 'A log',
      url: 'https://shop.example',
      locale: 'en',
      timezone: 'America/New_York',
      currency: 'USD',
      sender: 'Shop <hello@shop.example>',
      createdAt: at,
    })
    .onConflictDoNothing();
  const names = [...new Set(lines.map(({ customer }) => customer))];
  const rows = lines.map(({ customer, day, amount, product, units = 1 }, index) => ({
    id: orderId(store, String(index)),
    externalId: String(index),
    customer: customerOf(store, customer),
    total: amount,
    at: new Date(day * 86_400_000 + 17 * 3_600_000).toISOString(),
    lines: product === undefined ? [] : [{ productId: product, quantity: units, unitPrice: 0 }],
  }));
  await db.execute(sql`insert into ${customers} (id, store_id, created_at)
    select id::uuid, ${store}, now()
    from jsonb_array_elements_text(${JSON.stringify(names.map((name) => customerOf(store, name)))}::jsonb) id`);
  for (let from = 0; from < rows.length; from += 5_000)
    await db.execute(sql`
      insert into ${orders} (id, store_id, external_id, customer_id, state, lines, total, currency, placed_at, updated_at)
      select id, ${store}, "externalId", customer, 'placed', lines, total, 'USD', at, at
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 5_000))}::jsonb)
        g(id uuid, "externalId" text, customer uuid, total int, at timestamptz, lines jsonb)`);
};
