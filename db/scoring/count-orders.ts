import { sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { orders } from '../schema/index.ts';

/**
 * Counts up to `limit` orders that no statistics know yet, such as those from before there were any: touched, they are
 * counted by the trigger that counts every order.
 *
 * @returns how many there were; 0 when all are counted.
 */
export const countUncounted = async (queries: Queries, limit: number): Promise<number> => {
  const counted = await queries.execute(sql`
    update ${orders} set id = id where id in (
      select id from ${orders}
      where counted_day is null and state not in ('cancelled', 'returned') and not (refunded > 0 and refunded >= total)
      order by id limit ${limit} for update skip locked)
    returning 1`);
  return counted.length;
};
