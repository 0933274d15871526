import { readProviders } from './providers.ts';
import { type Environment, readEnvironment } from './read.ts';
import { readRetention } from './retention.ts';
import { workerVariables } from './variables.ts';

/** @throws ConfigurationError */
export const readWorkerConfig = (environment: Environment) => {
  const read = readEnvironment(workerVariables, environment);
  return {
    databaseUrl: read.DATABASE_URL,
    logLevel: read.LOG_LEVEL,
    erasureKey: read.ERASURE_KEY,
    demoClock: read.RELANCE_CLOCK,
    publicUrl: read.PUBLIC_URL.replace(/\/$/, ''),
    ...readProviders(read),
    providerTimeoutMillis: read.PROVIDER_TIMEOUT_MS,
    marketingPerSecond: read.MARKETING_PER_SECOND,
    workflowBundle: read.WORKFLOW_BUNDLE,
    retention: readRetention(environment),
    healthPort: read.WORKER_HEALTH_PORT,
  };
};
