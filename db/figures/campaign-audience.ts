import { sql } from 'drizzle-orm';
import type { CampaignId } from '../../domain/ids.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import type { StoreRow } from '../shop/stores.ts';
import { orders, runs } from '../schema/index.ts';
import type { Period } from './read-figures.ts';

const instant = (at: Millis) => sql`${toInstant(at)}::timestamptz`;

/** The customers who entered a campaign by its journeys, each once, and how many of them bought in a period. */
export const countCampaignAudience = async (
  queries: Queries,
  { id: store, currency }: Pick<StoreRow, 'id' | 'currency'>,
  { campaign, journeys }: { readonly campaign: CampaignId; readonly journeys: readonly string[] },
  { from, until }: Period,
): Promise<{ readonly customers: number; readonly buyers: number }> => {
  const [row] = await queries.execute<{ customers: number; buyers: number }>(sql`
    select count(*)::int as customers, (count(*) filter (where bought))::int as buyers
    from (
      select r.customer_id, exists (
        select 1 from ${orders} o where o.customer_id = r.customer_id and o.store_id = ${store}
          and o.currency = ${currency} and o.state not in ('cancelled', 'returned')
          and o.placed_at >= ${instant(from)} and o.placed_at < ${instant(until)}) as bought
      from (select distinct customer_id from ${runs}
            where store_id = ${store} and subject = ${campaign} and journey in (${sql.join(
              journeys.map((journey) => sql`${journey}`),
              sql`, `,
            )})) r) audience`);
  return row!;
};
