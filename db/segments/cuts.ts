import { sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Cut, SegmentCuts, TopShare } from '../../domain/segments/cuts.ts';
import { leastForGaps, leastForShares } from '../../domain/segments/cuts.ts';
import type { SegmentsPolicy } from '../../domain/policy/segments.ts';
import type { Database, Queries } from '../client.ts';

interface CutRow {
  readonly customers: number;
  readonly bounds: readonly number[] | null;
}

/** What an amount is from which on somebody is among the top; equal amounts are equally in. */
const boundsOf = ({ enter, stay }: TopShare, column: string) =>
  sql`percentile_disc(array[${1 - enter / 100}, ${1 - stay / 100}]::float8[]) within group (order by ${sql.raw(column)})::float8[]`;

const cutOf = (row: CutRow | undefined): Cut | undefined =>
  row?.bounds && row.customers >= leastForShares ? { enter: row.bounds[0]!, stay: row.bounds[1]! } : undefined;

/**
 * Where the lines of a store are, counted over all its customers: statements that go through the whole store, for a run and
 * never for one customer. `yearFrom`: the last civil day that does not count as part of the year.
 */
export const readCuts = async (
  db: Database,
  { store, yearFrom, policy }: { readonly store: StoreId; readonly yearFrom: string; readonly policy: SegmentsPolicy },
): Promise<SegmentCuts> =>
  db.transaction(
    async (queries) => {
      // A question about a whole store takes its time.
      await queries.execute(sql`set local statement_timeout = '15min'`);
      const yearSpend = cutOf(await spendRow(queries, store, yearFrom, policy.vip));
      const lifetimeValue = cutOf(await valueRow(queries, store, policy.vip));
      const discounts = cutOf(await discountRow(queries, store, policy.priceSensitive));
      const gapLogMean = await readGapLogMean(queries, store);
      return {
        ...(yearSpend && { yearSpend }),
        ...(lifetimeValue && { lifetimeValue }),
        ...(discounts && { discounts }),
        ...(gapLogMean !== undefined && { gapLogMean }),
      };
    },
    { accessMode: 'read only' },
  );

const spendRow = async (
  queries: Queries,
  store: StoreId,
  yearFrom: string,
  share: TopShare,
): Promise<CutRow | undefined> => {
  const [row] = await queries.execute<CutRow & Record<string, unknown>>(sql`
    select count(*)::int as customers, ${boundsOf(share, 'amount')} as bounds
    from (
      select sum(amount) as amount from purchase_days
      where store_id = ${store} and day > ${yearFrom}::date
      group by customer_id having sum(amount) > 0) buyers`);
  return row;
};

const valueRow = async (queries: Queries, store: StoreId, share: TopShare): Promise<CutRow | undefined> => {
  const [row] = await queries.execute<CutRow & Record<string, unknown>>(sql`
    select count(*)::int as customers, ${boundsOf(share, 'lifetime_value')} as bounds
    from scores where store_id = ${store} and lifetime_value is not null`);
  return row;
};

/** Of those of whom enough is known: others are all near to what is usual. */
const discountRow = async (
  queries: Queries,
  store: StoreId,
  { minimumOrders, minimumLines, ...share }: SegmentsPolicy['priceSensitive'],
): Promise<CutRow | undefined> => {
  const [row] = await queries.execute<CutRow & Record<string, unknown>>(sql`
    select count(*)::int as customers, ${boundsOf(share, 'price_index')} as bounds
    from signals where store_id = ${store} and price_index is not null
      and ((details -> 'prices' ->> 'orders')::int >= ${minimumOrders}
        or (details -> 'prices' ->> 'lines')::int >= ${minimumLines})`);
  return row;
};

const readGapLogMean = async (queries: Queries, store: StoreId): Promise<number | undefined> => {
  const [row] = await queries.execute<{ gaps: number; sum: number } & Record<string, unknown>>(sql`
    select coalesce(sum(days - 1), 0)::float8 as gaps, coalesce(sum(gap_log_sum), 0) as sum
    from order_statistics where store_id = ${store} and days > 1`);
  return row && row.gaps >= leastForGaps ? row.sum / row.gaps : undefined;
};
