import { sql } from 'drizzle-orm';
import type { LifetimeCount } from '../../domain/experiments/survival/curve.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Database } from '../client.ts';
import { assignments, orders } from '../schema/index.ts';

/** Of which experiment the buyers are watched. */
export interface LifetimesRequest {
  readonly store: StoreId;
  readonly experiment: string;
  /** Who was assigned before this is left out. */
  readonly since: Date;
  /** What happened later is not seen. */
  readonly until: Date;
  /** For how long somebody orders nothing who is a buyer no more. */
  readonly silence: Millis;
  /** True: only who had ordered once when they were assigned. */
  readonly once: boolean;
}

export type ArmLifetimes = LifetimeCount & {
  readonly arm: string;
  /** The part of the customers that the arm was to get. */
  readonly assigned: number;
};

/**
 * How long the buyers of each arm stayed buyers, counted by whole days: as `lifetimeOf` says it, from their assignment on,
 * everyone as assigned. Who was no buyer then is left out of every arm alike.
 */
export const readLifetimes = async (
  db: Database,
  { store, experiment, since, until, silence, once }: LifetimesRequest,
): Promise<readonly ArmLifetimes[]> =>
  db.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = '15min'`);
    const end = sql`${until.toISOString()}::timestamptz`;
    const quiet = sql`make_interval(secs => ${silence / 1_000}::float8)`;
    return transaction.execute<ArmLifetimes & Record<string, unknown>>(sql`
      with assigned as (
        select customer_id, arm, share, assigned_at from ${assignments}
        where store_id = ${store} and experiment = ${experiment}
          and assigned_at >= ${since.toISOString()}::timestamptz and assigned_at <= ${end}
      ), bought as (
        select a.*, o.placed_at as at, lead(o.placed_at, 1, ${end}) over own as next,
          o.placed_at <= a.assigned_at as before
        from assigned a join ${orders} o on o.customer_id = a.customer_id
        where o.state not in ('cancelled', 'returned')
          and o.placed_at > a.assigned_at - ${quiet} and o.placed_at < ${end}
          ${once ? sql`and (select count(*) from ${orders} earlier where earlier.customer_id = a.customer_id and earlier.state not in ('cancelled', 'returned') and earlier.placed_at <= a.assigned_at) = 1` : sql``}
        window own as (partition by a.customer_id order by o.placed_at)
      ), lives as (
        select arm, min(share) as share, assigned_at,
          min(at) filter (where next - at >= ${quiet}) + ${quiet} as ended
        from bought group by customer_id, arm, assigned_at having bool_or(before)
      )
      select arm, avg(share)::float8 as assigned, ended is not null as faded, count(*)::int as customers,
        floor(extract(epoch from coalesce(ended, ${end}) - assigned_at) / 86400)::int as days
      from lives group by arm, faded, days order by arm, days, faded`);
  });
