import { readProviders } from './providers.ts';
import { ConfigurationError, type Environment, readEnvironment } from './read.ts';
import { readRetention } from './retention.ts';
import { workerVariables } from './variables.ts';

/** @throws ConfigurationError */
export const readWorkerConfig = (environment: Environment) => {
  const read = readEnvironment(workerVariables, environment);
  return {
    databaseUrl: read.DATABASE_URL,
    logLevel: read.LOG_LEVEL,
    erasureKey: read.ERASURE_KEY,
    linkKeys: read.LINK_KEYS ?? [],
    demoClock: read.RELANCE_CLOCK,
    publicUrl: read.PUBLIC_URL.replace(/\/$/, ''),
    ...readProviders(read),
    offersApiSecret: read.OFFERS_API_SECRET,
    providerTimeoutMillis: read.PROVIDER_TIMEOUT_MS,
    marketingPerSecond: read.MARKETING_PER_SECOND,
    workflowBundle: read.WORKFLOW_BUNDLE,
    versioning: readVersioning(read),
    retention: readRetention(environment),
    healthPort: read.WORKER_HEALTH_PORT,
  };
};

const readVersioning = (read: {
  readonly WORKER_DEPLOYMENT_NAME?: string | undefined;
  readonly WORKER_BUILD_ID?: string | undefined;
  readonly WORKER_VERSIONING: 'pinned' | 'auto-upgrade';
}) => {
  const { WORKER_DEPLOYMENT_NAME: deploymentName, WORKER_BUILD_ID: buildId, WORKER_VERSIONING: behavior } = read;
  if (deploymentName === undefined && buildId === undefined) return undefined;
  if (deploymentName === undefined || buildId === undefined) {
    throw new ConfigurationError(
      'WORKER_DEPLOYMENT_NAME and WORKER_BUILD_ID belong together: set both, or none to run without Worker Versioning.',
    );
  }
  return { deploymentName, buildId, behavior };
};
