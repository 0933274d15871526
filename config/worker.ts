import { type Environment, ConfigurationError, readEnvironment } from './read.ts';
import { readRetention } from './retention.ts';
import { workerVariables } from './variables.ts';

/** @throws ConfigurationError */
export const readWorkerConfig = (environment: Environment) => {
  const read = readEnvironment(workerVariables, environment);
  const resend = read.RESEND_API_KEY ? { apiKey: read.RESEND_API_KEY, baseUrl: read.RESEND_BASE_URL } : undefined;
  if (resend && read.RELANCE_CLOCK && !isLoopback(resend.baseUrl)) {
    throw new ConfigurationError(
      'RESEND_API_KEY is set together with RELANCE_CLOCK: the demo never uses a real provider. ' +
        'Unset one of them, or point RESEND_BASE_URL at a server of this machine.',
    );
  }
  return {
    databaseUrl: read.DATABASE_URL,
    logLevel: read.LOG_LEVEL,
    erasureKey: read.ERASURE_KEY,
    demoClock: read.RELANCE_CLOCK,
    publicUrl: read.PUBLIC_URL.replace(/\/$/, ''),
    resend,
    providerTimeoutMillis: read.PROVIDER_TIMEOUT_MS,
    marketingPerSecond: read.MARKETING_PER_SECOND,
    workflowBundle: read.WORKFLOW_BUNDLE,
    retention: readRetention(environment),
    healthPort: read.WORKER_HEALTH_PORT,
  };
};

const isLoopback = (url: string | undefined): boolean =>
  url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
