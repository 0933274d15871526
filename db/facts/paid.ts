import { sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { readPolicy } from '../policies/policies.ts';
import { purchaseDays, stores } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** What the run's customer paid within the period of the store's loyalty tiers, net, in minor units of its currency. */
export const readPaid = async (db: Queries, request: FactsRequest): Promise<number> => {
  const { within } = (await readPolicy(db, request)).policy.signals.tiers;
  const now = request.now.toISOString();
  const [row] = await db
    .select({ paid: sql<number>`coalesce(sum(${purchaseDays.amount}), 0)::float8` })
    .from(purchaseDays)
    .innerJoin(stores, sql`${stores.id} = ${purchaseDays.storeId}`)
    .where(
      sql`${purchaseDays.customerId} = ${ownerOfRun(request.run)}
        and ${purchaseDays.day} > (${now}::timestamptz at time zone ${stores.timezone})::date - ${within}::int
        and ${purchaseDays.day} <= (${now}::timestamptz at time zone ${stores.timezone})::date`,
    );
  return row!.paid;
};
