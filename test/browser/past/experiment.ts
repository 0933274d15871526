import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client.ts';
import { assignments, customers, orders } from '../../../db/schema/index.ts';
import { now, storeId } from '../shop.ts';

/** An experiment of so many customers, who came in evenly over sixty days; those of `better` arms buy more often. */
export const insertExperiment = async (
  db: Database,
  experiment: string,
  arms: readonly { readonly arm: string; readonly customers: number; readonly share: number; readonly buys: number }[],
): Promise<void> => {
  for (const { arm, customers: count, share, buys } of arms) {
    const name = `${experiment}/${arm}`;
    // The same customers and orders every time: what decides is the hash of arm and number.
    await db.execute(sql`
      with people as (
        select n, md5(${name} || n)::uuid as id, ${now.toISOString()}::timestamptz - make_interval(hours => 24 * 60 - (n * 1439 / ${count})::int) as at,
          ('x' || substr(md5(${`bought${name}`} || n), 1, 7))::bit(28)::int / 268435456.0 as luck,
          ('x' || substr(md5(${`paid${name}`} || n), 1, 7))::bit(28)::int / 268435456.0 as wealth
        from generate_series(1, ${count}::int) n
      ), born as (
        insert into ${customers} (id, store_id, created_at) select id, ${storeId}, at - interval '1 year' from people
      ), drawn as (
        insert into ${assignments} (store_id, experiment, customer_id, arm, share, assigned_at)
        select ${storeId}, ${experiment}, id, ${arm}, ${share}::float8, at from people
      )
      insert into ${orders} (id, store_id, external_id, customer_id, state, lines, total, currency, placed_at, updated_at)
      select md5('order' || id)::uuid, ${storeId}, 'past-' || id, id, 'placed', '[]'::jsonb, (2000 + 9000 * wealth)::int, 'EUR',
        at + interval '1 minute', at + interval '1 minute'
      from people where luck < ${buys}::float8`);
  }
};
