import { type SQL, sql } from 'drizzle-orm';
import type { BatchSums } from '../../domain/experiments/reallocation/batches-of.ts';
import type { ArmSums } from '../../domain/experiments/report/arms.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Database } from '../client.ts';
import { assignments, orders } from '../schema/index.ts';

/** What of an experiment is summed. Money in minor units of `currency`; orders in other currencies do not count. */
export interface ArmsRequest {
  readonly store: StoreId;
  readonly currency: string;
  readonly experiment: string;
  /** Who was assigned before this is left out. */
  readonly since: Date;
  /** What happened later is not seen. */
  readonly until: Date;
  /** How long after their assignment each customer's orders count: only whoever had it whole is in. Absent: until now. */
  readonly window?: Millis | undefined;
  /** How long before the assignment counts as the customer's past. */
  readonly past: Millis;
  /** A customer's outcome counts up to this much; chosen before the first look. */
  readonly cap?: number | undefined;
  /**
   * Counts margin after discount: what was paid, less the cost of the goods, which is the other part of their prices by
   * line. 0.4: prices hold 40 % margin. Absent: revenue.
   */
  readonly margin?: number | undefined;
  /** Only so many of those assigned first. */
  readonly first?: number | undefined;
}

/**
 * What the customers of each arm came to, everyone as assigned. One statement; of 1,000,000 customers and their orders it
 * takes some seconds.
 */
export const readArms = async (db: Database, request: ArmsRequest): Promise<readonly ArmSums[]> =>
  db.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = '15min'`);
    return transaction.execute<ArmSums & Record<string, unknown>>(sql`
      with outcomes as (${outcomes(request)}),
      centred as (select *, avg(y) over (partition by arm) as middle from outcomes)
      select arm, ${armSums} from centred group by arm order by arm`);
  });

/** Of customers with an arm, a share, an outcome `y`, a past `x`, whether they bought, and the mean of their arm, `middle`. */
export const armSums = sql`avg(share) as share, min(share) < max(share) as "shareChanged", count(*)::int as customers,
  (count(*) filter (where bought))::int as buyers,
  avg(y) as mean, coalesce(var_samp(y), 0) as variance, avg(power(y - middle, 3)) as "thirdMoment",
  avg(x) as "beforeMean", coalesce(var_samp(x), 0) as "beforeVariance", coalesce(covar_samp(y, x), 0) as covariance`;

/** The same by the version of the parts under which they came, of an experiment whose customers follow the better arm. */
export const readBatches = async (db: Database, request: ArmsRequest): Promise<readonly BatchSums[]> =>
  db.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = '15min'`);
    return transaction.execute<BatchSums & Record<string, unknown>>(sql`
      with centred as (select *, 0 as middle from (${outcomes(request)}) outcomes where version is not null)
      select version, arm, ${armSums} from centred group by version, arm order by version, arm`);
  });

/** How many customers had their whole window. */
export const countAssigned = async (db: Database, request: ArmsRequest): Promise<number> => {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from (${assigned(request)}) a`);
  return row!.count;
};

/** Of each customer what they came to (y) and had come to before (x). */
const outcomes = (request: ArmsRequest): SQL => sql`
  select a.arm, a.share, a.shares_version as version, ${capped(request.cap, sql`coalesce(after.value, 0)`)} as y,
    coalesce(past.value, 0) as x, coalesce(after.orders, 0) > 0 as bought
  from (${assigned(request)}) a
  left join lateral (${ordersBetween(request, sql`a.assigned_at`, windowEnd(request))}) after on true
  left join lateral (${ordersBetween(
    request,
    sql`a.assigned_at - ${interval(request.past)}`,
    sql`a.assigned_at`,
  )}) past on true`;

export const assigned = ({ store, experiment, since, until, window = 0, first }: ArmsRequest): SQL => sql`
  select customer_id, arm, share, shares_version, assigned_at from ${assignments}
  where store_id = ${store} and experiment = ${experiment}
    and assigned_at >= ${since.toISOString()}::timestamptz
    and assigned_at <= ${until.toISOString()}::timestamptz - ${interval(window)}
  order by assigned_at, customer_id ${first === undefined ? sql`` : sql`limit ${first}`}`;

export const windowEnd = ({ until, window }: ArmsRequest): SQL =>
  window === undefined ? sql`${until.toISOString()}::timestamptz` : sql`a.assigned_at + ${interval(window)}`;

export const ordersBetween = (
  { currency, margin }: ArmsRequest,
  from: SQL,
  to: SQL,
  sums: SQL = sql`sum(${worth({ margin })})::float8 as value, count(*) as orders`,
): SQL => sql`
  select ${sums} from ${orders} o
  where o.customer_id = a.customer_id and o.placed_at >= ${from} and o.placed_at < ${to}
    and o.state not in ('cancelled', 'returned') and o.currency = ${currency}`;

/** What an order counts for. */
export const worth = ({ margin }: Pick<ArmsRequest, 'margin'>): SQL =>
  margin === undefined ? sql`o.total` : marginOf(margin);

const marginOf = (margin: number): SQL => sql`(o.total - ${1 - margin}::float8 * (
  select coalesce(sum((line ->> 'quantity')::float8 * (line ->> 'unitPrice')::float8), 0)
  from jsonb_array_elements(o.lines) line))`;

export const capped = (cap: number | undefined, value: SQL): SQL =>
  cap === undefined ? sql`${value}::float8` : sql`least(${value}::float8, ${cap}::float8)`;

export const interval = (millis: Millis): SQL => sql`make_interval(secs => ${millis / 1_000}::float8)`;
