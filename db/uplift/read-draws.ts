import { sql } from 'drizzle-orm';
import type { Millis } from '../../domain/time/instant.ts';
import { type DrawnCustomers, withoutOffer } from '../../domain/uplift/draws.ts';
import type { Database } from '../client.ts';
import { type ArmsRequest, interval, ordersBetween } from '../experiments/read-arms.ts';
import { assignments } from '../schema/index.ts';

export type DrawsRequest = Pick<ArmsRequest, 'store' | 'currency' | 'margin' | 'since' | 'until'> & {
  readonly window: Millis;
  readonly offers: readonly string[];
};

/**
 * Whom experiments offered something or nothing by chance, and what they came to within the window, everybody as assigned
 * and each one's window whole. Who may have been left out by what was foreseen is not among them. One statement; halves are
 * made by a hash of the customers' ids.
 */
export const readDraws = async (
  db: Database,
  { store, currency, margin, since, until, window, offers }: DrawsRequest,
): Promise<readonly DrawnCustomers[]> =>
  db.transaction(
    async (queries) => {
      await queries.execute(sql`set local statement_timeout = '15min'`);
      const end = sql`a.assigned_at + ${interval(window)}`;
      return queries.execute<DrawnCustomers & Record<string, unknown>>(sql`
        with drawn as (
          select a.experiment, a.shares_version as version, a.arm, a.known,
            ('x' || right(md5(a.customer_id::text), 1))::bit(4)::int % 2 as half,
            coalesce(after.value, 0) as y, coalesce(after.orders, 0) > 0 as bought
          from ${assignments} a
          left join lateral (${ordersBetween({ store, currency, margin, since, until, window, experiment: '', past: 0 }, sql`a.assigned_at`, end)}) after on true
          where a.store_id = ${store} and (a.arm = ${withoutOffer} or a.arm in (select jsonb_array_elements_text(${JSON.stringify(offers)}::jsonb)))
            and not a.steered and a.assigned_at >= ${since.toISOString()}::timestamptz
            and a.assigned_at <= ${until.toISOString()}::timestamptz - ${interval(window)})
        select experiment, version, arm, known, half, count(*)::int as customers,
          (count(*) filter (where bought))::int as buyers, avg(y)::float8 as mean, coalesce(var_samp(y), 0)::float8 as variance
        from drawn group by experiment, version, arm, known, half
        order by experiment, version, arm, known, half`);
    },
    { accessMode: 'read only' },
  );
