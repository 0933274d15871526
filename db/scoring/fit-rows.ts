import { type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Database, Queries } from '../client.ts';
import { orderStatistics, productPurchaseDays, products, purchaseDays } from '../schema/index.ts';

/** What a store's past holds, by which it is judged whether there is enough to fit a model. */
export interface Extent {
  readonly customers: number;
  /** Customers with a second day of purchase. */
  readonly repeatCustomers: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export const readExtent = async (queries: Queries, store: StoreId): Promise<Extent> => {
  const [row] = await queries
    .select({
      customers: sql<number>`count(*) filter (where ${orderStatistics.days} > 0)::int`,
      repeatCustomers: sql<number>`count(*) filter (where ${orderStatistics.days} > 1)::int`,
      firstDay: sql<string | null>`min(${orderStatistics.firstDay})::text`,
      lastDay: sql<string | null>`max(${orderStatistics.lastDay})::text`,
    })
    .from(orderStatistics)
    .where(sql`${orderStatistics.storeId} = ${store}`);
  return row!;
};

/** Customers of whom a history is read, and its end. */
export interface Window {
  readonly store: StoreId;
  /** The last day that the model may know. */
  readonly until: string;
  /** Of the store's customers, chosen by their ids: from above 0 to 1. */
  readonly share: number;
}

/** Equal histories once; times in days. `later` are purchase days after `until`, up to `foreseen`. */
export interface HistoryRow {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly later: number;
  readonly weight: number;
}

/** Histories up to a day, and how often their customers bought after it until `foreseen`. */
export const readHistories = async (
  db: Database,
  { store, until, share }: Window,
  foreseen: string,
): Promise<readonly HistoryRow[]> =>
  atLeisure(db, async (queries) =>
    queries.execute<HistoryRow & Record<string, unknown>>(sql`
      select x, tx, "T", later, count(*)::int as weight from (
        select
          (count(*) filter (where d.day <= ${until}::date) - 1)::int as x,
          max(d.day) filter (where d.day <= ${until}::date) - min(d.day) as tx,
          ${until}::date - min(d.day) as "T",
          (count(*) filter (where d.day > ${until}::date))::int as later
        from ${orderStatistics} s join ${purchaseDays} d on d.customer_id = s.customer_id
        where s.store_id = ${store} and d.orders > 0 and d.day <= ${foreseen}::date ${sampled(share)}
        group by d.customer_id having min(d.day) <= ${until}::date
      ) own group by 1, 2, 3, 4 order by 1, 2, 3, 4`),
  );

/** What repeat buyers spent up to a day, and after it; means of a purchase day, in minor units. */
export interface SpendRow {
  readonly x: number;
  readonly meanSpend: number;
  /** Purchase days after `until`, and the mean of what was spent on one. */
  readonly later: number;
  readonly laterSpend: number | null;
}

export const readSpend = async (
  db: Database,
  { store, until, share }: Window,
  foreseen: string,
): Promise<readonly SpendRow[]> =>
  atLeisure(db, async (queries) =>
    queries.execute<SpendRow & Record<string, unknown>>(sql`
      select
        (count(*) filter (where known) - 1)::int as x,
        avg(amount) filter (where known and day > first)::float8 as "meanSpend",
        (count(*) filter (where not known))::int as later,
        (avg(amount) filter (where not known))::float8 as "laterSpend"
      from (
        select d.customer_id, d.day, d.amount, d.day <= ${until}::date as known,
          min(d.day) over (partition by d.customer_id) as first
        from ${orderStatistics} s join ${purchaseDays} d on d.customer_id = s.customer_id
        where s.store_id = ${store} and s.days > 1 and d.orders > 0 and d.day <= ${foreseen}::date ${sampled(share)}
      ) days
      group by customer_id having count(*) filter (where known) > 1
      order by customer_id`),
  );

/** The gaps of a customer with a product: sums of ln(days per unit). */
export interface GapRow {
  readonly productId: string;
  readonly nominalDays: number | null;
  /** Of the half of the customers by whom a model of the others' gaps is judged. */
  readonly judges: boolean;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** The last gap, and the units bought at its beginning. */
  readonly lastDays: number;
  readonly lastUnits: number;
}

export const readGaps = async (db: Database, { store, until, share }: Window): Promise<readonly GapRow[]> =>
  atLeisure(db, async (queries) =>
    queries.execute<GapRow & Record<string, unknown>>(sql`
      with gaps as (
        select g.*, ln(g.days::float8 / g.units) as u from (
          select s.product_id, s.customer_id, s.day, s.units, lead(s.day) over own - s.day as days
          from ${productPurchaseDays} s where s.store_id = ${store} and s.day <= ${until}::date ${sampled(share)}
          window own as (partition by s.product_id, s.customer_id order by s.day)
        ) g where g.days is not null
      )
      select g.product_id as "productId", p.usual_days as "nominalDays",
        (hashtext(g.customer_id::text || 'judges') & 1) = 1 as judges,
        count(*)::int as count, sum(u order by day) as sum, sum(u * u order by day) as "sumOfSquares",
        (array_agg(days order by day desc))[1] as "lastDays", (array_agg(units order by day desc))[1] as "lastUnits"
      from gaps g left join ${products} p on p.id = g.product_id
      group by g.product_id, g.customer_id, p.usual_days
      order by g.product_id, g.customer_id`),
  );

/** Of each product: buyers, and those of them who bought it on a second day. */
export interface RebuyRow {
  readonly productId: string;
  readonly buyers: number;
  readonly again: number;
}

export const readRebuyers = async (db: Database, store: StoreId): Promise<readonly RebuyRow[]> =>
  atLeisure(db, async (queries) =>
    queries.execute<RebuyRow & Record<string, unknown>>(sql`
      select product_id as "productId", count(*)::int as buyers, (count(*) filter (where days > 1))::int as again
      from (
        select product_id, customer_id, count(*) as days from ${productPurchaseDays}
        where store_id = ${store} group by 1, 2
      ) own group by 1 order by 1`),
  );

/** The customers whose ids fall into a share of a thousand parts: the same ones each time. */
const sampled = (share: number): SQL =>
  share >= 1 ? sql`` : sql`and (hashtext(s.customer_id::text) & 1023) < ${Math.ceil(share * 1024)}`;

/** A question about a whole store takes its time. */
const atLeisure = async <Result>(db: Database, ask: (queries: Queries) => Promise<Result>): Promise<Result> =>
  db.transaction(
    async (queries) => {
      await queries.execute(sql`set local statement_timeout = '15min'`);
      return ask(queries);
    },
    { accessMode: 'read only' },
  );
