import { inArray, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { CustomerSignals } from '../../domain/scores/signals/customer-signals.ts';
import type { Queries } from '../client.ts';
import { dayText } from '../scoring/days.ts';
import { customers, signals } from '../schema/index.ts';

/** Signals of customers of one store, by its levels, at one instant. */
export interface SignalPage {
  readonly store: StoreId;
  readonly levelsVersion: number;
  readonly asOf: string;
  readonly at: Date;
  readonly signals: readonly (CustomerSignals & { readonly customer: CustomerId })[];
}

/**
 * Keeps signals, in the caller's transaction. Whoever is being erased or merged at this moment, or decided about, is left
 * out: no wait for a customer's lock, which others hold while they wait for scores.
 *
 * @returns whose were kept
 */
export const writeSignals = async (queries: Queries, page: SignalPage): Promise<readonly CustomerId[]> => {
  if (page.signals.length === 0) return [];
  const rows = page.signals.map(({ customer, rfm, tier, prices, hour, affinity, channels, next, event }) => ({
    customer,
    recency: rfm?.recency ?? null,
    frequency: rfm?.frequency ?? null,
    monetary: rfm?.monetary ?? null,
    group: rfm?.group ?? null,
    tier: tier?.tier ?? null,
    tierBy: tier?.by ?? null,
    tierUntil: tier?.until === undefined ? null : dayText(tier.until),
    index: prices?.index ?? null,
    sensitive: prices?.sensitive ?? null,
    hour: hour?.bin ?? null,
    hourBy: hour?.by ?? null,
    details: { affinity, prices, channels, hour, next, event },
  }));
  const written = await queries.execute<{ customer: CustomerId }>(sql`
    with standing as materialized (
      select id from ${customers}
      where id = any(${sql.param(rows.map(({ customer }) => customer))}::uuid[])
        and erased_at is null and merged_into is null
      order by id for share skip locked
    )
    insert into ${signals} (customer_id, store_id, recency, frequency, monetary, rfm_group, tier, tier_by, tier_until,
      price_index, price_sensitive, best_hour, best_hour_by, details, levels_version, as_of, scored_at)
    select g.customer, ${page.store}, g.recency, g.frequency, g.monetary, g."group", g.tier, g."tierBy", g."tierUntil",
      g.index, g.sensitive, g.hour, g."hourBy", g.details, ${page.levelsVersion}, ${page.asOf}::date,
      ${page.at.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g(customer uuid, recency smallint, frequency smallint,
      monetary smallint, "group" text, tier text, "tierBy" text, "tierUntil" date, index float8, sensitive boolean,
      hour smallint, "hourBy" text, details jsonb)
    join standing on standing.id = g.customer
    order by g.customer
    on conflict (customer_id) do update set (recency, frequency, monetary, rfm_group, tier, tier_by, tier_until, price_index,
      price_sensitive, best_hour, best_hour_by, details, levels_version, as_of, scored_at) = (excluded.recency,
      excluded.frequency, excluded.monetary, excluded.rfm_group, excluded.tier, excluded.tier_by, excluded.tier_until,
      excluded.price_index, excluded.price_sensitive, excluded.best_hour, excluded.best_hour_by, excluded.details,
      excluded.levels_version, excluded.as_of, excluded.scored_at)
    returning customer_id as customer`);
  return written.map(({ customer }) => customer);
};

/** Forgets signals of customers of whom nothing is known any more. */
export const dropSignals = async (queries: Queries, ids: readonly CustomerId[]): Promise<void> => {
  if (ids.length > 0) await queries.delete(signals).where(inArray(signals.customerId, [...ids]));
};
