import { sql } from 'drizzle-orm';
import { builtSql, given } from '../built.ts';
import type { Queries } from '../client.ts';
import type { FactsRequest } from './request.ts';

/** What is known of the newest days of the store's warm-ups with the provider. */
export interface RampRead {
  readonly domain: string;
  readonly step: number;
  readonly taken: number;
  /** Of the whole day. */
  readonly capacity: number;
  /** Civil days until today; 0: it is today. */
  readonly daysAgo: number;
}

interface Row extends Record<string, unknown> {
  readonly today: string;
  readonly days: readonly RampRead[];
}

const rampsQuery = builtSql<Row>(
  () => sql`
    select today.day as today, coalesce((
      select json_agg(newest) from (
        select distinct on (domain, day = today.day) domain, step, sum(taken)::int as taken,
          sum(capacity)::int as capacity, today.day::date - day::date as "daysAgo"
        from ramp_blocks
        where store_id = run.store_id and provider = ${given('provider')}
        group by domain, day, step
        having sum(taken) > 0 or day = today.day
        order by domain, day = today.day, day desc) newest), '[]') as days
    from runs run join stores on stores.id = run.store_id cross join lateral (
      select to_char(${given('now')}::timestamptz at time zone stores.timezone, 'YYYY-MM-DD') as day) today
    where run.id = ${given('run')}`,
);

/** Today by the clock of the run's store, and of each sending domain its newest day with messages and today. */
export const readRamps = async (db: Queries, { run, now, provider }: FactsRequest) => {
  if (provider === undefined) return undefined;
  const [row] = await rampsQuery(db, { run, now: now.toISOString(), provider });
  return row;
};
