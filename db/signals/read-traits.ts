import { sql } from 'drizzle-orm';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { RfmGroup } from '../../domain/scores/rfm/profiles.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Queries } from '../client.ts';
import { runs, scoreLevels, segmentStandings, signals, stores } from '../schema/index.ts';

/** What is stored of the customer of a run. */
export interface TraitsRow {
  readonly customer: CustomerId;
  readonly timezone: string;
  readonly group: RfmGroup | null;
  readonly tier: string | null;
  readonly priceSensitive: boolean | null;
  readonly segments: readonly AnySegment[];
  readonly watches: readonly string[];
}

/** One statement, by primary keys; the run's own row names the customer, whom a merge may have changed. */
export const readTraits = async (queries: Queries, run: RunId): Promise<TraitsRow | undefined> => {
  const [row] = await queries.execute<TraitsRow & Record<string, unknown>>(sql`
    select run.customer_id as customer, store.timezone, known.rfm_group as "group", known.tier,
      known.price_sensitive as "priceSensitive",
      coalesce(to_jsonb(standing.segments || standing.saved), '[]') as segments,
      coalesce((select jsonb_agg(level.watch order by level.watch) from ${scoreLevels} level
        where level.customer_id = run.customer_id and level.inside), '[]') as watches
    from ${runs} run join ${stores} store on store.id = run.store_id
      left join ${signals} known on known.customer_id = run.customer_id
      left join ${segmentStandings} standing on standing.customer_id = run.customer_id
    where run.id = ${run}`);
  return row;
};
