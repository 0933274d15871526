import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Database } from '../../db/client.ts';
import type { StoreId } from '../../domain/ids.ts';
import { seededRandom } from '../../domain/random.ts';

/** Customers put in with one statement. */
const page = 2_000;
const dayMillis = 86_400_000;

/**
 * Customers of a made-up shop with their orders, as MBG/NBD has them: they buy at their own pace, and after each purchase
 * leave with their own probability. Through the triggers that count every order. @returns how many orders there are
 */
export const fillPurchases = async (db: Database, store: StoreId, customers: number, seed = 7): Promise<number> => {
  const random = seededRandom(seed);
  const exponential = (): number => -Math.log(1 - random());
  const now = Date.now();
  let count = 0;
  for (let done = 0; done < customers; done += page) {
    const ids = Array.from({ length: Math.min(page, customers - done) }, () => v7());
    const orders = ids.flatMap((customer) => {
      const days = 30 + Math.floor(random() * 700);
      const rate = exponential() * exponential() * 0.02;
      const leaves = random() ** 2;
      const spends = 1_000 + 6_000 * random();
      const at = [0];
      while (random() >= leaves) {
        const next = at.at(-1)! + 1 + exponential() / rate;
        if (next > days) break;
        at.push(next);
      }
      return at.map((day) => ({
        customer,
        id: v7(),
        at: new Date(now - (days - day) * dayMillis).toISOString(),
        total: Math.round(spends * (0.5 + random())),
      }));
    });
    await db.execute(sql`insert into customers (id, store_id, created_at)
      select id::uuid, ${store}, now() from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) id`);
    await db.execute(sql`
      insert into orders (id, store_id, external_id, customer_id, state, lines, total, currency, placed_at, updated_at)
      select id, ${store}, id::text, customer, 'placed', '[]', total, 'EUR', at, at
      from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) g(id uuid, customer uuid, at timestamptz, total int)`);
    count += orders.length;
  }
  await db.execute(sql`analyze orders, order_statistics, purchase_days`);
  return count;
};
