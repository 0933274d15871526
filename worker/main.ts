import { hostname } from 'node:os';
import { Client } from '@temporalio/client';
import type { GateDeps } from '../activities/deliver/deps.ts';
import { createActivities } from '../activities/index.ts';
import { createScoringActivities } from '../activities/score-base/nightly.ts';
import { askStoreApi } from '../activities/offers/ask-store.ts';
import { createPace } from '../activities/pace/pace.ts';
import { localOutboxProvider } from '../activities/providers/local-outbox.ts';
import { render } from '../activities/templates/index.ts';
import { loadDotEnv } from '../config/env-file.ts';
import { readOrExit } from '../config/read-or-exit.ts';
import { readTemporalConfig } from '../config/temporal.ts';
import { readWorkerConfig } from '../config/worker.ts';
import { connectDatabase } from '../db/client.ts';
import { createLinkSigner } from '../db/links/signer.ts';
import { nameHash } from '../db/personal-data/name-hash.ts';
import { systemClock } from '../domain/time/clock.ts';
import { logLastWords, startFailure } from '../telemetry/last-words.ts';
import { createLogger } from '../telemetry/logger.ts';
import { dataConverter } from '../temporal/data-converter.ts';
import { connectTemporal } from './connect.ts';
import { startEraser } from './erasure/eraser.ts';
import { queuesWithoutPoller } from './health/pollers.ts';
import { startHealthServer } from './health/server.ts';
import { providersOf } from './providers.ts';
import { scheduleRetention } from './retention/schedule.ts';
import { scheduleSales } from './sales/schedule.ts';
import { startStaleScorer } from './scoring/stale-scorer.ts';
import { startSegmentKeeper } from './segments/segment-keeper.ts';
import { createSinks } from './sinks.ts';
import { installRuntime } from './runtime.ts';
import { startSweeper } from './sweeper/sweeper.ts';
import { createWorkers, recordMarginMillis } from './workers.ts';
import { startTestSender } from './test-sends/test-sender.ts';
import { workflowSource } from './workflow-source.ts';

/** How long the worker waits for Temporal at its start, in milliseconds. */
const temporalPatienceMillis = 30_000;

const run = async (): Promise<void> => {
  loadDotEnv();
  const config = readOrExit(() => readWorkerConfig(process.env));
  const temporal = readOrExit(() => readTemporalConfig(process.env));
  const logger = createLogger({ process: 'worker', level: config.logLevel });
  logLastWords(logger);
  installRuntime(logger);
  const converter = dataConverter(temporal.codecKeys);
  const connection = await connectTemporal(temporal.connectionOptions, temporalPatienceMillis, logger);
  const database = connectDatabase(config.databaseUrl, 20);
  const { demoClock, providerTimeoutMillis: timeoutMillis } = config;
  const clock = systemClock(demoClock);
  const identity = `relance-worker/${process.pid}@${hostname()}`;
  const realClock = systemClock();
  const local = localOutboxProvider({ db: database.db, clock, timeoutMillis });
  const providers = providersOf(config, { local, realClock });

  const gate: GateDeps = {
    db: database.db,
    clock,
    ...(demoClock && { demoClock }),
    pace: createPace({ db: database.db, clock: realClock }),
    providers,
    render,
    ...(config.offersApiSecret && { askStore: askStoreApi({ secret: config.offersApiSecret }) }),
    publicUrl: config.publicUrl,
    links: createLinkSigner(config.linkKeys),
    logger,
  };
  const workers = await createWorkers({
    connection,
    namespace: temporal.namespace,
    dataConverter: converter,
    identity,
    activities: createActivities(gate),
    scoring: createScoringActivities({ db: database.db, clock, logger }),
    sinks: createSinks({ db: database.db, clock, logger }),
    workflows: workflowSource(config.workflowBundle, temporal.codecKeys.writing !== undefined),
    marketingPerSecond: config.marketingPerSecond,
    providerTimeoutMillis: timeoutMillis,
    versioning: config.versioning,
  });
  const client = new Client({ connection, namespace: temporal.namespace, dataConverter: converter });
  const sweeper = startSweeper({
    db: database.db,
    client,
    clock,
    ...(demoClock && { demoClock }),
    logger,
    providers: [...new Set(Object.values(providers))],
  });
  const testSender = startTestSender(gate);
  const retention = scheduleRetention({
    db: database.db,
    sql: database.sql,
    clock,
    days: config.retention,
    nameHash: config.erasureKey && nameHash(config.erasureKey),
    logger,
  });
  const sales = scheduleSales({ db: database.db, clock, logger });
  const staleScorer = startStaleScorer({ db: database.db, clock, logger });
  const segmentKeeper = startSegmentKeeper({ db: database.db, clock, logger });
  const eraser =
    config.erasureKey &&
    startEraser({
      db: database.db,
      client,
      nameHash: nameHash(config.erasureKey),
      clock,
      realClock: systemClock(),
      sendMillis: timeoutMillis + recordMarginMillis,
      logger,
    });
  if (!eraser) logger.info('no customer can be erased: ERASURE_KEY is not set');
  const health = await startHealthServer({
    port: config.healthPort,
    missing: () => queuesWithoutPoller(connection, temporal.namespace, identity),
  });
  logger.info(
    { port: health.port, provider: Object.values(providers).map(({ name }) => name), namespace: temporal.namespace },
    'worker started',
  );

  // SIGTERM and SIGINT shut Temporal's workers down; they then finish what they hold, and this goes on.
  await Promise.all(workers.map((worker) => worker.run()));
  await Promise.all([
    sweeper.stop(),
    retention.stop(),
    sales.stop(),
    staleScorer.stop(),
    segmentKeeper.stop(),
    eraser?.stop(),
  ]);
  await testSender.stop();
  await health.stop();
  await connection.close();
  await database.close();
  logger.info('worker stopped');
};

run().catch((error: unknown) => {
  console.error(startFailure(error));
  process.exit(1);
});
