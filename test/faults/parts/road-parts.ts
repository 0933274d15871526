import { apiKills } from '../injections/api/killed.ts';
import { duplicateEvents } from '../injections/events/duplicates.ts';
import { poisonEvents, unprocessableEvents } from '../injections/events/poison.ts';
import type { Injection } from '../injections/injection.ts';
import { backendsOfApi, backendsOfWorker } from '../injections/postgres/backends.ts';
import { postgresFast, postgresImmediate } from '../injections/postgres/stopped.ts';
import { providerAnswers } from '../injections/provider/answers.ts';
import { temporalAbsent } from '../injections/temporal/absent.ts';
import { temporalKilled5 } from '../injections/temporal/killed.ts';
import { workerKills } from '../injections/worker/killed.ts';
import type { Part } from '../part.ts';
import { roadPart } from './road-part.ts';

const each = (times: number, ...injections: readonly Injection[]): readonly (readonly [string, number])[] =>
  injections.map(({ fault }) => [fault, times] as const);

/** The few minutes of the check: every fault that is possible in that time, on one cast. */
const quick = roadPart({
  name: 'quick-road',
  title: 'every fault of a process or a server, once',
  scales: ['quick'],
  times: () =>
    new Map([
      ...each(1, temporalAbsent, ...workerKills, ...apiKills, postgresFast, postgresImmediate),
      ...each(2, backendsOfApi, backendsOfWorker),
      ...each(1, duplicateEvents, poisonEvents, unprocessableEvents, ...providerAnswers, temporalKilled5),
    ]),
  rate: 1200,
  livesPerSecond: 3,
  viewsPerSecond: 200,
  pauseMillis: 200,
});

export const roadParts: readonly Part[] = [quick];
