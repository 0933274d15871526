import { type Placeholder, type SQLWrapper, sql } from 'drizzle-orm';
import type { RuleContext } from '../../domain/rules/context.ts';
import { millis } from '../millis.ts';
import { averageDays, brakeReleases, brakes, runs, sendingCounts, volumeApprovals } from '../schema/index.ts';
import type { StandingBrake } from '../deliverability/brakes.ts';

const counts = (filter: ReturnType<typeof sql>) => sql`json_build_object(
  'accepted', coalesce(sum(accepted) ${filter}, 0), 'bounced', coalesce(sum(bounced) ${filter}, 0),
  'complained', coalesce(sum(complained) ${filter}, 0), 'unsubscribed', coalesce(sum(unsubscribed) ${filter}, 0))`;

type Received = NonNullable<RuleContext['received']>;

/** As PostgreSQL writes it. */
interface ReceivedJson {
  readonly counts: Pick<Received, 'store' | 'journey'>;
  readonly releasedStore: number | null;
  readonly releasedJourney: number | null;
  readonly standing: readonly StandingBrake[];
  readonly today: number;
  readonly averageDay: number | null;
  readonly countedDay: number | null;
  readonly approved: number | null;
}

/**
 * How what the store of the run sent on a channel in the last 24 hours was received; the oldest hour counts whole. By the
 * primary key of the counts only those of a day are read, whatever the store's size. Part of a query of runs.
 */
export const receivedOfRun = (now: Placeholder, channel: Placeholder) => {
  const at = sql`${now}::timestamptz`;
  const today = sql`date_trunc('day', ${at}, 'UTC')`;
  const released = (journey: SQLWrapper) => sql`(
    select ${millis(sql.raw('until'))} from ${brakeReleases}
    where store_id = ${runs.storeId} and channel = ${channel} and journey = ${journey}
    order by until desc limit 1)`;
  return sql`(
    select json_build_object('counts', received.counts, 'today', received.today, 'averageDay', day.known,
      -- Counted once a day, by whoever comes first.
      'countedDay', case when day.known is null then (
        select coalesce(sum(accepted), 0)::float8 / 28 from ${sendingCounts}
        where store_id = ${runs.storeId} and channel = ${channel}
          and hour >= ${today} - interval '28 days' and hour < ${today}) end,
      'approved', (select daily from ${volumeApprovals}
        where store_id = ${runs.storeId} and channel = ${channel} and until > ${at}
        order by approved_at desc limit 1),
      'releasedStore', ${released(sql`'*'`)}, 'releasedJourney', ${released(runs.journey)},
      'standing', coalesce((select json_agg(json_build_object('journey', journey, 'metric', metric, 'level', level))
        from ${brakes} where store_id = ${runs.storeId} and channel = ${channel} and until is null
          and journey in ('*', ${runs.journey})), '[]'))
    from (
      select (select accepted from ${averageDays}
        where store_id = ${runs.storeId} and channel = ${channel} and day = ${today}) as known
    ) day cross join (
      select json_build_object('store', ${counts(sql``)},
        'journey', ${counts(sql`filter (where journey = ${runs.journey})`)}) as counts,
        coalesce(sum(accepted) filter (where hour >= ${today}), 0)::int as today
      from ${sendingCounts}
      where store_id = ${runs.storeId} and channel = ${channel} and hour > ${at} - interval '25 hours' and hour <= ${at}
    ) received)`.mapWith(receivedRead);
};

const receivedRead = (row: ReceivedJson) => {
  const averageDay = Math.round(row.averageDay ?? row.countedDay!);
  return {
    standing: row.standing,
    /** Present when nobody has written it down today. */
    ...(row.averageDay === null && { countedDay: averageDay }),
    received: {
      ...row.counts,
      volume: { today: row.today, averageDay },
      ...(row.approved !== null && { approvedDaily: row.approved }),
      released: {
        ...(row.releasedStore !== null && { store: row.releasedStore }),
        ...(row.releasedJourney !== null && { journey: row.releasedJourney }),
      },
    },
  };
};
