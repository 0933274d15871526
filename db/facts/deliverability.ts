import { sql } from 'drizzle-orm';
import type { RuleContext } from '../../domain/rules/context.ts';
import { builtSql, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { averageDays, brakeReleases, brakes, runs, sendingCounts, volumeApprovals } from '../schema/index.ts';
import type { StandingBrake } from '../deliverability/brakes.ts';
import type { FactsRequest } from './request.ts';

const counts = (filter: ReturnType<typeof sql>) => sql`json_build_object(
  'accepted', coalesce(sum(accepted) ${filter}, 0), 'bounced', coalesce(sum(bounced) ${filter}, 0),
  'complained', coalesce(sum(complained) ${filter}, 0), 'unsubscribed', coalesce(sum(unsubscribed) ${filter}, 0))`;

type Received = NonNullable<RuleContext['received']>;

interface Row extends Record<string, unknown> {
  readonly received: Pick<Received, 'store' | 'journey'>;
  readonly released_store: number | null;
  readonly released_journey: number | null;
  readonly standing: readonly StandingBrake[];
  readonly today: number;
  readonly average_day: number | null;
  readonly counted_day: number | null;
  readonly approved: number | null;
}

/** In which part of the primary key the counts of a day stand: 24 hours of a store's journeys, whatever its size. */
const receivedQuery = builtSql<Row>(() => {
  const [run, channel] = [given('run'), given('channel')];
  const at = sql`${given('now')}::timestamptz`;
  const today = sql`date_trunc('day', ${at}, 'UTC')`;
  const released = (journey: ReturnType<typeof sql>) => sql`(
    select extract(epoch from until)::float8 * 1000 from ${brakeReleases}
    where store_id = run.store_id and channel = ${channel} and journey = ${journey}
    order by until desc limit 1)`;
  return sql`
    select received.counts as received, received.today, day.known as average_day,
      -- Counted once a day, by whoever comes first.
      case when day.known is null then (
        select coalesce(sum(accepted), 0)::float8 / 28 from ${sendingCounts}
        where store_id = run.store_id and channel = ${channel}
          and hour >= ${today} - interval '28 days' and hour < ${today}) end as counted_day,
      (select daily from ${volumeApprovals}
        where store_id = run.store_id and channel = ${channel} and until > ${at}
        order by approved_at desc limit 1) as approved, ${released(sql`'*'`)} as released_store,
      ${released(sql`run.journey`)} as released_journey,
      coalesce((select json_agg(json_build_object('journey', journey, 'metric', metric, 'level', level)) from ${brakes}
        where store_id = run.store_id and channel = ${channel} and until is null
          and journey in ('*', run.journey)), '[]') as standing
    from ${runs} run cross join lateral (
      select (select accepted from ${averageDays}
        where store_id = run.store_id and channel = ${channel} and day = ${today}) as known
    ) day cross join lateral (
      select json_build_object('store', ${counts(sql``)},
        'journey', ${counts(sql`filter (where journey = run.journey)`)}) as counts,
        coalesce(sum(accepted) filter (where hour >= ${today}), 0)::int as today
      from ${sendingCounts}
      where store_id = run.store_id and channel = ${channel} and hour > ${at} - interval '25 hours' and hour <= ${at}
    ) received
    where run.id = ${run}`;
});

/** How what the store of the run sent in the last 24 hours was received; the oldest hour counts whole. */
export const readReceived = async (db: Queries, request: FactsRequest) => {
  if (request.purpose === 'transactional') return undefined;
  const { run, now, channel } = request;
  const [row] = await receivedQuery(db, { run, now: now.toISOString(), channel });
  if (!row) return undefined;
  const { received, released_store: store, released_journey: journey, standing, today, approved } = row;
  const averageDay = Math.round(row.average_day ?? row.counted_day!);
  return {
    standing,
    /** Present when nobody has written it down today. */
    ...(row.average_day === null && { countedDay: averageDay }),
    received: {
      ...received,
      volume: { today, averageDay },
      ...(approved !== null && { approvedDaily: approved }),
      released: { ...(store !== null && { store }), ...(journey !== null && { journey }) },
    },
  };
};
