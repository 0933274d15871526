import { type SQL, sql } from 'drizzle-orm';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import type { Database, Queries } from '../client.ts';
import { productPurchaseDays, products, signals, stockOuts } from '../schema/index.ts';

/** Weeks of sales that a forecast looks at: half a year. */
export const weeksSeen = 26;

/** Which sales, as of a civil day: `2026-03-01`. */
export interface SalesRequest {
  readonly store: StoreId;
  readonly today: string;
  /** Of the store. */
  readonly zone: string;
}

/** How a store's products sold in the weeks that are looked at. */
export interface StoreSales {
  /** Products that sold, and units a week of one: their mean and variance. */
  readonly products: number;
  readonly mean: number;
  readonly variance: number;
  /** Mean over products of the variance of their weeks, and of the square of their mean. */
  readonly withinVariance: number;
  readonly squaredMean: number;
  /** Days since the first sale. */
  readonly days: number;
  /** Units of the eight weeks before today a year ago, and of the days after it, as many as are foreseen. */
  readonly yearBefore: number;
  readonly yearAfter: number;
}

/** How many days before the same day of last year are compared with those after it. */
export const seasonDays = 56;

/** One statement over a store's sales; what was cancelled or came back is none of them. */
export const readStoreSales = async (
  db: Database,
  { store, today, zone }: SalesRequest,
  horizon: number,
): Promise<StoreSales> =>
  db.transaction(
    async (queries) => {
      await queries.execute(sql`set local statement_timeout = '15min'`);
      const [row] = await queries.execute<StoreSales & Record<string, unknown>>(sql`
        with weekly as (
          select product_id, (${today}::date - day) / 7 as week, sum(units)::float8 as units
          from ${productPurchaseDays}
          where store_id = ${store} and day <= ${today}::date and day > ${today}::date - ${weeksSeen * 7}::int
          group by 1, 2),
        gone as (select product_id, sum(part) as weeks from (${outByWeek({ store, today, zone })}) out group by 1),
        each as (
          select product_id, sum(units) / seen as mean, greatest(0, sum(units * units) / seen - (sum(units) / seen) ^ 2) as spread
          from (select weekly.*, greatest(1, ${weeksSeen}::float8 - coalesce(gone.weeks, 0)) as seen
            from weekly left join gone using (product_id)) known
          group by product_id, seen),
        past as (
          select coalesce(${today}::date - min(day), 0) as days,
            coalesce(sum(units) filter (where day > ${today}::date - 364 - ${seasonDays}::int and day <= ${today}::date - 364), 0)::float8 as before,
            coalesce(sum(units) filter (where day > ${today}::date - 364 and day <= ${today}::date - 364 + ${horizon}::int), 0)::float8 as after
          from ${productPurchaseDays} where store_id = ${store} and day <= ${today}::date)
        select count(*)::int as products, coalesce(avg(mean), 0) as mean, coalesce(var_pop(mean), 0) as variance,
          coalesce(avg(spread), 0) as "withinVariance", coalesce(avg(mean * mean), 0) as "squaredMean",
          (select days from past) as days, (select before from past) as "yearBefore", (select after from past) as "yearAfter"
        from each`);
      return row!;
    },
    { accessMode: 'read only' },
  );

/** What each segment bought in these weeks, of everything. */
export const readSegmentSales = async (
  db: Database,
  { store, today }: SalesRequest,
): Promise<Readonly<Record<string, number>>> =>
  db.transaction(
    async (queries) => {
      await queries.execute(sql`set local statement_timeout = '15min'`);
      const rows = await queries.execute<{ segment: string; units: number }>(sql`
        select coalesce(s.rfm_group, 'unknown') as segment, sum(d.units)::float8 as units
        from ${productPurchaseDays} d left join ${signals} s on s.customer_id = d.customer_id
        where d.store_id = ${store} and d.day <= ${today}::date and d.day > ${today}::date - ${weeksSeen * 7}::int
        group by 1`);
      return Object.fromEntries(rows.map(({ segment, units }) => [segment, units]));
    },
    { accessMode: 'read only' },
  );

/** A product, with its sales by week (0: the last seven days) and segment. */
export interface ProductSalesRow {
  readonly product: ProductId;
  readonly stock: number | null;
  /** Days since it was first sold; null: never. */
  readonly soldSince: number | null;
  readonly sales: readonly { readonly week: number; readonly segment: string; readonly units: number }[];
  /** Of each week in which none was left for a part of it, that part. */
  readonly out: readonly { readonly week: number; readonly part: number }[];
}

/**
 * By product and week (0: the last seven days) the part in which none was left. Days are those of the store; the last one
 * counts whole.
 */
const outByWeek = ({ store, today, zone }: SalesRequest): SQL => sql`
  select o.product_id, w.week,
    least(1, sum(extract(epoch from least(coalesce(o.until_at, 'infinity'), w.until) - greatest(o.from_at, w.from)))
      / extract(epoch from max(w.until) - max(w.from)))::float8 as part
  from ${stockOuts} o join (
    select week, ((${today}::date - 7 * week - 6)::timestamp at time zone ${zone}) as from,
      ((${today}::date - 7 * week + 1)::timestamp at time zone ${zone}) as until
    from generate_series(0, ${weeksSeen - 1}::int) week) w
    on o.from_at < w.until and coalesce(o.until_at, 'infinity') > w.from
  where o.store_id = ${store}
  group by 1, 2`;

/** Forgets when none was left, of times that no forecast looks at any more. */
export const dropOldStockOuts = async (queries: Queries, store: StoreId, before: Date): Promise<void> => {
  await queries.execute(
    sql`delete from ${stockOuts} where store_id = ${store} and until_at < ${before.toISOString()}::timestamptz`,
  );
};

/** A page of a store's products that ever sold, in the order of their ids. */
export const readProductSales = async (
  queries: Queries,
  { store, today, zone }: SalesRequest,
  { after, limit }: { readonly after: ProductId | null; readonly limit: number },
): Promise<readonly ProductSalesRow[]> =>
  queries.execute<ProductSalesRow & Record<string, unknown>>(sql`
    with page as (
      select id, stock from ${products}
      where store_id = ${store} and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}),
    sold as (
      select d.product_id, (${today}::date - d.day) / 7 as week, coalesce(s.rfm_group, 'unknown') as segment,
        sum(d.units) as units
      from page join ${productPurchaseDays} d on d.product_id = page.id and d.store_id = ${store}
        left join ${signals} s on s.customer_id = d.customer_id
      where d.day <= ${today}::date and d.day > ${today}::date - ${weeksSeen * 7}::int
      group by 1, 2, 3),
    out as (select * from (${outByWeek({ store, today, zone })}) gone where product_id in (select id from page))
    select page.id as product, page.stock,
      (select ${today}::date - min(d.day) from ${productPurchaseDays} d
        where d.store_id = ${store} and d.product_id = page.id and d.day <= ${today}::date) as "soldSince",
      coalesce((select jsonb_agg(jsonb_build_object('week', week, 'segment', segment, 'units', units))
        from sold where sold.product_id = page.id), '[]') as sales,
      coalesce((select jsonb_agg(jsonb_build_object('week', week, 'part', part))
        from out where out.product_id = page.id), '[]') as out
    from page order by page.id`);
