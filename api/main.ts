import { Client } from '@temporalio/client';
import { readApiConfig } from '../config/api.ts';
import { loadDotEnv } from '../config/env-file.ts';
import { readOrExit } from '../config/read-or-exit.ts';
import { readTemporalConfig } from '../config/temporal.ts';
import { connectDatabase } from '../db/client.ts';
import { createLinkSigner } from '../db/links/signer.ts';
import { nameHash } from '../db/personal-data/name-hash.ts';
import { systemClock } from '../domain/time/clock.ts';
import { logLastWords } from '../telemetry/last-words.ts';
import { createLogger } from '../telemetry/logger.ts';
import { clientConnection } from '../temporal/client-connection.ts';
import { dataConverter } from '../temporal/data-converter.ts';
import { createSeal } from './access/sealed.ts';
import { createApp } from './app.ts';
import { watchQueues } from './back-pressure/back-pressure.ts';
import { createConsole } from './console/console.ts';
import { startCrossings } from './crossings/crossings.ts';
import { startDispatcher } from './dispatcher/dispatcher.ts';
import { createNotifier, listen } from './dispatcher/notify.ts';
import { startRebalancer } from './experiments/rebalancer.ts';
import { startTeller } from './alerts/teller.ts';
import { drain, listenOn, portOf } from './listen-on.ts';
import { checkReadiness } from './readiness/readiness.ts';
import { startSeasonWork } from './season/work/season-worker.ts';
import { watchOccasions } from './occasions/watch.ts';
import { specs } from './specs.ts';

loadDotEnv();
const config = readOrExit(() => readApiConfig(process.env));
const temporal = readOrExit(() => readTemporalConfig(process.env));
const logger = createLogger({ process: 'api', level: config.logLevel });
logLastWords(logger);
const clock = systemClock(config.demoClock);

const database = connectDatabase(config.databaseUrl, 16);
// Lazy: the api takes events while Temporal is away.
const connection = clientConnection(temporal.connectionOptions);
const client = new Client({
  connection,
  namespace: temporal.namespace,
  dataConverter: dataConverter(temporal.codecKeys),
});

const { db, sql } = database;
const { demoClock } = config;
const dispatcher = startDispatcher({ db, client, demoClock, realNow: Date.now, logger });
const notifier = createNotifier(sql);
listen(sql, () => dispatcher.wake()).catch(() =>
  logger.warn('no notifications of other processes; the outbox is polled'),
);

const wake = (): void => {
  dispatcher.wake();
  notifier.notify();
};
const seasonWork = startSeasonWork({ db, clock, specs, wake, logger });
const occasions = watchOccasions({ db, specs, clock, rate: demoClock?.rate ?? 1, wake, logger });
const crossings = startCrossings({ db, clock, specs, logger, wake });
const teller = startTeller({ db, clock, specs, logger, wake });
const rebalancer = startRebalancer({ db, specs, clock, rate: demoClock?.rate ?? 1, logger });
const seal = createSeal(config.sealingKeys);
const readiness = async () => checkReadiness({ db, client, namespace: temporal.namespace });

const backPressure = watchQueues({ db, specs, limits: config.waiting, logger });
const closing = new AbortController();
const links = createLinkSigner(config.linkKeys);
const { publicUrl } = config;
const consoleDeps = {
  db,
  clock,
  temporalUiUrl: config.temporalUiUrl,
  namespace: temporal.namespace,
  logger,
  consoleUrl: config.consoleUrl,
  seal,
  nameHash: config.erasureKey && nameHash(config.erasureKey),
  realClock: systemClock(),
  publicUrl,
  links,
};
const apiServer = await listenOn(
  createApp({
    db,
    clock,
    specs,
    logger,
    wake,
    readiness,
    nameHash: config.erasureKey && nameHash(config.erasureKey),
    heldBack: backPressure.heldBack,
    inFlight: config.inFlight,
    seal,
    publicUrl,
    links,
    webhooks: config.webhooks,
    limits: config.limits,
    trustProxy: config.trustProxy,
  }),
  config.api,
);
const consoleServer = await listenOn(createConsole({ ...consoleDeps, closing: closing.signal }), config.console);
logger.info({ host: config.api.host, port: portOf(apiServer) }, 'the api listens');
logger.info({ host: config.console.host, port: portOf(consoleServer) }, 'the console listens');

/** Requests first, then what they left to tell, then the connections. */
const stop = async (): Promise<void> => {
  closing.abort();
  await Promise.all([apiServer, consoleServer].map(async (server) => drain(server, 15_000)));
  notifier.stop();
  backPressure.stop();
  await seasonWork.stop();
  await occasions.stop();
  await crossings.stop();
  await teller.stop();
  await rebalancer.stop();
  await dispatcher.stop();
  await Promise.all([database.close(), connection.close()]);
};

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
