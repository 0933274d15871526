import { apiKills } from './api/killed.ts';
import { duplicateEvents } from './events/duplicates.ts';
import { poisonEvents, unprocessableEvents } from './events/poison.ts';
import type { Injection } from './injection.ts';
import { diskFull } from './postgres/disk-full.ts';
import { backendsOfApi, backendsOfWorker } from './postgres/backends.ts';
import { postgresFast, postgresImmediate } from './postgres/stopped.ts';
import { providerAnswers } from './provider/answers.ts';
import { temporalAbsent } from './temporal/absent.ts';
import { temporalKilled5, temporalKilled60 } from './temporal/killed.ts';
import { workerKills } from './worker/kills.ts';

/** Every kind of fault that can strike a running cast, by the name of its row. */
export const injections: ReadonlyMap<string, Injection> = new Map(
  [
    ...workerKills,
    ...apiKills,
    temporalKilled5,
    temporalKilled60,
    temporalAbsent,
    postgresFast,
    postgresImmediate,
    diskFull,
    backendsOfApi,
    backendsOfWorker,
    ...providerAnswers,
    duplicateEvents,
    poisonEvents,
    unprocessableEvents,
  ].map((one) => [one.fault, one]),
);
