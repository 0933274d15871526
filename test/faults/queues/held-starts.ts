import { connectDatabase } from '../../../db/client.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { queueStarts } from '../../api/dispatcher/waiting-rows.ts';
import type { Cast } from '../cast/cast.ts';
import type { Part, PartContext, PlannedInjection, Scale } from '../part.ts';
import { type FaultRow, faultRow } from '../report/fault-row.ts';
import { percentile } from '../report/percentile.ts';
import { until } from '../until.ts';
import { megabytes, watchMemory } from './memory.ts';
import { steadyTraffic, type Traffic } from './steady-traffic.ts';

const sizes: Readonly<
  Record<Scale, { readonly starts: number; readonly seconds: number; readonly perSecond: number }>
> = {
  quick: { starts: 6_000, seconds: 4, perSecond: 10 },
  full: { starts: 1_000_000, seconds: 60, perSecond: 20 },
};

/** Memory with all starts waiting, against a tenth of them. */
const mostGrowth = 1.2;
/** The bound of an acknowledgement in any fault, p99, in milliseconds. */
const ackBound = 1_000;
/** An exit that passes the queue is with Temporal in this time, p99; the queue itself takes minutes to hours. */
const exitBound = 10_000;
/** Temporal is back for so long before anything is told again, at most, in seconds; it was away for minutes. */
const backBound = 15;

/** A million starts of one store wait because Temporal is away; then it comes back, and exits pass the queue. */
export const heldStarts: Part = {
  name: 'held-starts',
  title: 'starts by the million wait for Temporal while other customers shop',
  scales: ['quick', 'full'],
  plan: (_random, scale) => [{ fault: 'queued starts held', detail: { starts: sizes[scale].starts } }],
  run: async (context, plan) => [await hold(context, plan[0]!)],
};

const hold = async (context: PartContext, { fault, detail }: PlannedInjection): Promise<FaultRow> => {
  const { seconds, perSecond } = sizes[context.scale];
  const starts = Number(detail!['starts']);
  const cast = await context.openCast();
  const { sql } = cast.postgres;
  await sql`
    insert into stores (id, name, url, locale, timezone, currency, sender, created_at)
    values ('flood', 'Flood', 'https://flood.example', 'en', 'Europe/Paris', 'EUR', 'Flood <a@flood.example>', now())`;
  const database = connectDatabase(cast.postgres.url, 1);
  context.defer(() => database.close());
  const add = async (count: number): Promise<void> => {
    await queueStarts(database.db, { store: 'flood' as StoreId, count, now: Date.now() });
    // As autovacuum would within a minute: not part of what is measured.
    await sql`vacuum analyze outbox, runs, customers`;
  };
  const traffics: Traffic[] = [];
  const observe = async (name: string) => {
    const memory = { api: watchMemory(cast.apis), worker: watchMemory(cast.workers) };
    const traffic = await steadyTraffic(cast, { name, perSecond, seconds });
    traffics.push(traffic);
    const seen = { api: memory.api.stop().median, worker: memory.worker.stop().median };
    context.progress(
      `${name}: acknowledged in ${describe(traffic.ackMillis)}; apis ${megabytes(seen.api)}, workers ${megabytes(seen.worker)}`,
    );
    return seen;
  };

  await cast.temporal.kill();
  await steadyTraffic(cast, { name: 'warm', perSecond, seconds: Math.ceil(seconds / 3) });
  await add(starts / 10);
  const tenth = await observe('tenth');
  await add(starts - starts / 10);
  const whole = await observe('whole');
  const growth = { api: whole.api / tenth.api, worker: whole.worker / tenth.worker };

  const back = Date.now();
  await cast.temporal.start();
  await until('the first exit is told again', async () => (await exitsTold(cast)).length > 0);
  const recovery = (Date.now() - back) / 1000;
  // Exits wait for each other, whatever their number: those of the time away are told before any that comes is timed.
  await until('every exit of the time away is told', async () => (await exitsOwed(cast)) === 0, {
    timeoutMillis: 600_000,
  });
  const caughtUp = (Date.now() - back) / 1000;
  const drained = await toldStarts(cast);
  const drainingSince = Date.now();
  await observe('draining');
  const rate = ((await toldStarts(cast)) - drained) / ((Date.now() - drainingSince) / 1000);
  const left = starts - (await toldStarts(cast));
  await until('exits of the last shoppers are told', async () => (await exitsOwed(cast)) === 0);
  const exits = await exitsTold(cast, 'draining-');

  const ackMillis = traffics.flatMap((traffic) => traffic.ackMillis);
  const acknowledged = traffics.flatMap((traffic) => traffic.acknowledged);
  const known = await sql<
    { eventId: string }[]
  >`select event_id as "eventId" from inbox where store_id = ${cast.store}`;
  const kept = new Set(known.map(({ eventId }) => eventId));
  // The quick run shares its machine with other checks: it says how long things took, and judges none of it.
  const isTimed = context.scale === 'full';
  const failures = [
    ...Object.entries(growth).flatMap(([kind, ratio]) =>
      ratio > mostGrowth ? [`memory of the ${kind}s grew to ${ratio.toFixed(2)} times`] : [],
    ),
    ...(isTimed && percentile(ackMillis, 99)! > ackBound ? [`acknowledged in ${describe(ackMillis)}`] : []),
    ...(isTimed && recovery > backBound ? [`told again ${recovery.toFixed(1)} s after Temporal was back`] : []),
    ...(isTimed && percentile(exits, 99)! > exitBound ? [`exits told in ${describe(exits)}`] : []),
    ...traffics.flatMap(({ refused }) =>
      Object.keys(refused).length > 0 ? [`refused: ${JSON.stringify(refused)}`] : [],
    ),
    ...[...cast.apis, ...cast.workers].flatMap((service) => service.crashes()),
  ];
  return faultRow({
    fault,
    injections: 1,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((id) => !kept.has(id)).length,
    recoverySeconds: [recovery],
    ackMillis,
    failures,
    notes: [
      `${starts} starts held: memory with all against a tenth of them: apis ×${growth.api.toFixed(2)} (${megabytes(whole.api)} for ${cast.apis.length}), workers ×${growth.worker.toFixed(2)} (${megabytes(whole.worker)} for ${cast.workers.length})`,
      `every exit of the time away was told ${caughtUp.toFixed(1)} s after Temporal was back`,
      `exits of other customers passed ${left} waiting starts: ${exits.length} told in ${describe(exits)}; starts told ${Math.round(rate)} a second meanwhile`,
    ],
  });
};

const describe = (values: readonly number[]): string =>
  `p50 ${Math.round(percentile(values, 50) ?? 0)} ms, p99 ${Math.round(percentile(values, 99) ?? 0)} ms`;

const toldStarts = async ({ postgres: { sql } }: Cast): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from outbox where store_id = 'flood' and dispatched_at is not null`;
  return row!.count;
};

/** From the order's own acceptance until Temporal was told of it, in milliseconds, of one phase's shoppers. */
const exitsTold = async ({ postgres: { sql }, store }: Cast, phase = ''): Promise<readonly number[]> => {
  const rows = await sql<{ millis: number }[]>`
    select extract(epoch from dispatched_at - not_before)::float8 * 1000 as millis
    from outbox join customer_aliases using (customer_id)
    where outbox.store_id = ${store} and outbox.kind = 'exit' and dispatched_at is not null
      and customer_aliases.kind = 'id' and value like ${`${phase}%`}`;
  return rows.map(({ millis }) => millis);
};

const exitsOwed = async ({ postgres: { sql }, store }: Cast): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from outbox where store_id = ${store} and kind = 'exit' and dispatched_at is null`;
  return row!.count;
};
