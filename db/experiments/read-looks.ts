import { type SQL, sql } from 'drizzle-orm';
import type { BatchSums } from '../../domain/experiments/reallocation/batches-of.ts';
import type { ArmSums } from '../../domain/experiments/report/arms.ts';
import type { Database } from '../client.ts';
import { type ArmsRequest, armSums, assigned, capped, interval, ordersBetween, windowEnd, worth } from './read-arms.ts';

/** What the arms came to at one of several instants. */
export interface Look {
  readonly at: Date;
  /** Arms into which nobody had come are absent. */
  readonly sums: readonly ArmSums[];
  /** The same by the version of the parts under which they came, where customers follow the better arm. */
  readonly batches: readonly BatchSums[];
}

interface LookOf {
  readonly look: number;
  /** True: the sums are of all versions together. */
  readonly whole: boolean;
  readonly version: number | null;
}

/**
 * What `readArms` would have said at each of these instants, in one statement that goes through the customers' orders once.
 * `request.until` is the last of them.
 *
 * @param patience for how many milliseconds PostgreSQL may go on
 */
export const readLooks = async (
  db: Database,
  request: ArmsRequest,
  instants: readonly Date[],
  patience: number,
): Promise<readonly Look[]> => {
  const looks = instants.map((at) => sql`${at.toISOString()}::timestamptz`);
  const each = (aggregate: SQL, type: SQL) =>
    sql`array[${sql.join(
      looks.map((at) => sql`(${aggregate} filter (where o.placed_at < ${at}))::${type}`),
      sql`, `,
    )}]`;
  const worths = each(sql`sum(${worth(request)})`, sql`float8`);
  const sums = sql`${worths} as worth, ${each(sql`count(*)`, sql`int`)} as orders`;
  const rows = await db.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = ${sql.raw(String(Math.round(patience)))}`);
    return transaction.execute<(ArmSums & LookOf) & Record<string, unknown>>(sql`
      with assigned as (${assigned(request)}),
      told as (
        select a.*, after.worth, after.orders, coalesce(past.value, 0) as x
        from assigned a
        left join lateral (${ordersBetween(request, sql`a.assigned_at`, windowEnd(request), sums)}) after on true
        left join lateral (${ordersBetween(
          request,
          sql`a.assigned_at - ${interval(request.past)}`,
          sql`a.assigned_at`,
        )}) past on true
      ),
      outcomes as (
        select l.look, t.arm, t.share, t.shares_version as version, t.x, ${capped(request.cap, sql`coalesce(t.worth[l.look], 0)`)} as y,
          t.orders[l.look] > 0 as bought
        from told t
        join unnest(array[${sql.join(looks, sql`, `)}]) with ordinality l(at, look)
          on t.assigned_at <= l.at - ${interval(request.window ?? 0)}
      ),
      centred as (select *, avg(y) over (partition by look, arm) as middle from outcomes)
      select look::int, arm, version, grouping(version) = 1 as whole, ${armSums}
      from centred group by grouping sets ((look, arm), (look, arm, version)) order by look, arm, version`);
  });
  return instants.map((at, index) => {
    const own = rows.filter(({ look }) => look === index + 1);
    return {
      at,
      sums: own.filter(({ whole }) => whole).map(({ look: _look, whole: _whole, version: _version, ...sums }) => sums),
      batches: own.flatMap(({ whole, version, ...sums }) => (whole || version === null ? [] : [{ ...sums, version }])),
    };
  });
};
