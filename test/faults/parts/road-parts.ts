import type { FaultShare } from '../cast/provider.ts';
import { apiKills } from '../injections/api/killed.ts';
import { duplicateEvents } from '../injections/events/duplicates.ts';
import { poisonEvents, unprocessableEvents } from '../injections/events/poison.ts';
import type { Injection } from '../injections/injection.ts';
import { backendsOfApi, backendsOfWorker } from '../injections/postgres/backends.ts';
import { postgresFast, postgresImmediate } from '../injections/postgres/stopped.ts';
import { providerAnswers } from '../injections/provider/answers.ts';
import { temporalAbsent } from '../injections/temporal/absent.ts';
import { temporalKilled5, temporalKilled60 } from '../injections/temporal/killed.ts';
import { workerKills } from '../injections/worker/kills.ts';
import type { Part } from '../part.ts';
import { roadPart, type RoadPartOptions } from './road-part.ts';

type Times = readonly (readonly [fault: string, times: number])[];

const each = (times: number, ...injections: readonly Injection[]): Times =>
  injections.map(({ fault }) => [fault, times] as const);

/** The few minutes of the check: every fault that is possible in that time, on one cast. */
const quick = roadPart({
  name: 'road',
  title: 'every fault of a process or a server, once',
  scales: ['quick'],
  times: () =>
    new Map([
      ...each(1, temporalAbsent, ...workerKills, ...apiKills, postgresFast, postgresImmediate),
      ...each(1, backendsOfApi, backendsOfWorker, duplicateEvents, poisonEvents, unprocessableEvents),
      ...each(1, ...providerAnswers, temporalKilled5),
    ]),
  rate: 1200,
  livesPerSecond: 3,
  viewsPerSecond: 200,
  pauseMillis: 200,
});

/** A part of the full run: some minutes under the load of a shop of 300 events a second. */
const long = (name: string, title: string, times: Times, more: Partial<RoadPartOptions> = {}): Part =>
  roadPart({
    name,
    title,
    scales: ['full'],
    times: () => new Map(times),
    rate: 1200,
    livesPerSecond: 4,
    viewsPerSecond: 300,
    ...more,
  });

const numbered = (count: number, make: (number: string) => Part): readonly Part[] =>
  Array.from({ length: count }, (_, index) => make(String(index + 1).padStart(2, '0')));

/** What the provider does in a storm, to one request in eleven. */
const noise: readonly FaultShare[] = [
  { fault: { kind: 'lost' }, share: 0.02 },
  { fault: { kind: 'truncated' }, share: 0.015 },
  { fault: { kind: 'null-body' }, share: 0.01 },
  { fault: { kind: 'empty-body' }, share: 0.01 },
  { fault: { kind: 'server-error' }, share: 0.015 },
  { fault: { kind: 'html-error' }, share: 0.005 },
  { fault: { kind: 'rate-limited', retryAfterSeconds: 1 }, share: 0.01 },
  { fault: { kind: 'hang' }, share: 0.005 },
  { fault: { kind: 'concurrent' }, share: 0.005 },
];

/** Everything at once, in an order that the seed draws. */
const storm = (number: string): Part =>
  long(
    `storm-${number}`,
    'everything at random, under the load of a shop and with a bad provider',
    [
      ...each(1, ...workerKills, temporalKilled5, backendsOfApi, backendsOfWorker, poisonEvents, unprocessableEvents),
      ...each(2, ...apiKills, postgresFast, postgresImmediate, duplicateEvents),
    ],
    { isShuffled: true, seconds: 240, pauseMillis: 4_000, noise },
  );

const full: readonly Part[] = [
  ...numbered(4, (n) =>
    long(`workers-${n}`, 'workers killed at six points', each(5, ...workerKills), { isShuffled: true }),
  ),
  long('apis', 'apis killed', each(20, ...apiKills), { isShuffled: true }),
  long('temporal-short', 'Temporal killed for 5 s', each(20, temporalKilled5)),
  ...numbered(4, (n) =>
    long(`temporal-long-${n}`, 'Temporal killed for 60 s, and absent when workers start', [
      ...each(5, temporalAbsent),
      ...each(5, temporalKilled60),
    ]),
  ),
  long(
    'postgres',
    'PostgreSQL stopped, its backends terminated',
    [...each(20, postgresFast, postgresImmediate), ...each(10, backendsOfApi, backendsOfWorker)],
    { isShuffled: true },
  ),
  long('events', 'events again, poisoned, impossible to apply', [
    ...each(20, duplicateEvents, unprocessableEvents),
    ...each(10, poisonEvents),
  ]),
  ...numbered(2, (n) =>
    long(`provider-${n}`, 'the provider misbehaves', each(1, ...providerAnswers), { isShuffled: true }),
  ),
  ...numbered(10, storm),
];

/** The parts in which the whole road is under load. */
export const roadParts: readonly Part[] = [quick, ...full];
