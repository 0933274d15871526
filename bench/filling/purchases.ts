import type postgres from 'postgres';
import { v7 } from 'uuid';
import { arrayText, wordsText } from '../../db/array-text.ts';
import type { StoreId } from '../../domain/ids.ts';
import { seededRandom } from '../../domain/random.ts';
import { inBulk } from './in-bulk.ts';

/** Customers put in with one statement. */
const page = 20_000;
const dayMillis = 86_400_000;

/**
 * Customers of a made-up shop with their orders, as MBG/NBD has them: they buy at their own pace, and after each purchase
 * leave with their own probability. Put in in bulk, and counted afterwards as the triggers would have counted each order
 * (db/repeatable/order-statistics.sql). @returns how many orders there are
 */
export const fillPurchases = async (
  sql: postgres.Sql,
  store: StoreId,
  customers: number,
  seed = 7,
): Promise<number> => {
  const tables = ['customers', 'orders', 'purchase_days', 'order_statistics'];
  let count = 0;
  await inBulk(sql, { tables, empty: false }, async (transaction) => {
    for (const shoppers of pages(customers, seed)) {
      count += shoppers.orders.length;
      await transaction`
        insert into customers (id, store_id, created_at)
        select id, ${store}, now() from unnest(${wordsText(shoppers.ids)}::text::uuid[]) id`;
      await transaction`
        insert into orders (id, store_id, external_id, customer_id, state, lines, total, currency, placed_at, updated_at,
          counted_day, counted_amount)
        select g.id, ${store}, g.id::text, g.customer, 'placed', '[]', g.total, 'EUR', at, at,
          (at at time zone 'Europe/Paris')::date, g.total
        from unnest(${wordsText(shoppers.orders.map(({ id }) => id))}::text::uuid[],
          ${wordsText(shoppers.orders.map(({ customer }) => customer))}::text::uuid[],
          ${arrayText(shoppers.orders.map(({ total }) => total))}::text::int[],
          ${arrayText(shoppers.orders.map(({ ago }) => ago))}::text::float8[]) g(id, customer, total, ago)
        cross join lateral (select now() - make_interval(secs => ago) as at) placed`;
    }
    // Indexes that are not ready yet would be read all the same, as if nothing were there.
    await transaction`set local enable_indexscan = off`;
    await transaction`set local enable_indexonlyscan = off`;
    await transaction`set local enable_bitmapscan = off`;
    await transaction`
      insert into purchase_days (customer_id, day, store_id, orders, other_orders, amount)
      select customer_id, counted_day, store_id, count(*), 0, sum(counted_amount)
      from orders where store_id = ${store} group by 1, 2, 3`;
    await transaction`
      insert into order_statistics (customer_id, store_id, days, first_day, last_day, orders, amount, first_amount,
        gap_log_sum, gap_log_squares, version)
      select customer_id, store_id, count(*), min(day), max(day), sum(orders), sum(amount),
        (array_agg(amount order by day))[1], coalesce(sum(gap order by day), 0), coalesce(sum(gap * gap order by day), 0), 1
      from (
        select *, ln((day - lag(day) over (partition by customer_id order by day))::float8) as gap
        from purchase_days where store_id = ${store}) days
      group by customer_id, store_id`;
  });
  return count;
};

/** `ago`: seconds before now. */
interface Shoppers {
  readonly ids: readonly string[];
  readonly orders: readonly {
    readonly id: string;
    readonly customer: string;
    readonly total: number;
    readonly ago: number;
  }[];
}

function* pages(customers: number, seed: number): Generator<Shoppers> {
  const random = seededRandom(seed);
  const exponential = (): number => -Math.log(1 - random());
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
        ago: ((days - day) * dayMillis) / 1_000,
        total: Math.round(spends * (0.5 + random())),
      }));
    });
    yield { ids, orders };
  }
}
