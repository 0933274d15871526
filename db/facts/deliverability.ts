import { sql } from 'drizzle-orm';
import type { RuleContext } from '../../domain/rules/context.ts';
import type { Queries } from '../client.ts';
import { brakeReleases, brakes, runs, sendingCounts } from '../schema/index.ts';
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
}

/** In which part of the primary key the counts of a day stand: 24 hours of a store's journeys, whatever its size. */
export const receivedQuery = ({ run, now, channel }: Pick<FactsRequest, 'run' | 'now' | 'channel'>) => {
  const at = sql`${now.toISOString()}::timestamptz`;
  const released = (journey: ReturnType<typeof sql>) => sql`(
    select extract(epoch from until)::float8 * 1000 from ${brakeReleases}
    where store_id = run.store_id and channel = ${channel} and journey = ${journey}
    order by until desc limit 1)`;
  return sql`
    select received.counts as received, ${released(sql`'*'`)} as released_store,
      ${released(sql`run.journey`)} as released_journey,
      coalesce((select json_agg(json_build_object('journey', journey, 'metric', metric, 'level', level)) from ${brakes}
        where store_id = run.store_id and channel = ${channel} and until is null
          and journey in ('*', run.journey)), '[]') as standing
    from ${runs} run cross join lateral (
      select json_build_object('store', ${counts(sql``)},
        'journey', ${counts(sql`filter (where journey = run.journey)`)}) as counts
      from ${sendingCounts}
      where store_id = run.store_id and channel = ${channel} and hour > ${at} - interval '25 hours' and hour <= ${at}
    ) received
    where run.id = ${run}`;
};

/** How what the store of the run sent in the last 24 hours was received; the oldest hour counts whole. */
export const readReceived = async (db: Queries, request: FactsRequest) => {
  if (request.purpose === 'transactional') return undefined;
  const [row] = await db.execute<Row>(receivedQuery(request));
  if (!row) return undefined;
  const { received, released_store: store, released_journey: journey, standing } = row;
  return {
    standing,
    received: { ...received, released: { ...(store !== null && { store }), ...(journey !== null && { journey }) } },
  };
};
