import { type Environment, readEnvironment } from './read.ts';
import { apiVariables } from './variables.ts';

/** @throws ConfigurationError */
export const readApiConfig = (environment: Environment) => {
  const read = readEnvironment(apiVariables, environment);
  const publicUrl = read.PUBLIC_URL.replace(/\/$/, '');
  return {
    databaseUrl: read.DATABASE_URL,
    logLevel: read.LOG_LEVEL,
    erasureKey: read.ERASURE_KEY,
    publicUrl,
    linkKeys: read.LINK_KEYS ?? [],
    temporalUiUrl: read.TEMPORAL_UI_URL,
    demoClock: read.RELANCE_CLOCK,
    inFlight: { requests: read.INTAKE_MAX_IN_FLIGHT, bytes: read.INTAKE_MAX_IN_FLIGHT_MB * 1_000_000 },
    waiting: { perStore: read.INTAKE_MAX_WAITING_PER_STORE, inAll: read.INTAKE_MAX_WAITING },
    trustProxy: read.TRUST_PROXY,
    limits: {
      perKey: read.LIMIT_PER_KEY,
      pagesPerKey: read.LIMIT_PER_BROWSER_KEY,
      pagesPerAddress: read.LIMIT_PER_BROWSER,
      perAddress: read.LIMIT_PER_ADDRESS,
      failures: read.LIMIT_FAILURES,
    },
    sealingKeys: read.RELANCE_SECRET_KEYS ?? [],
    webhooks: {
      resend: read.RESEND_WEBHOOK_SECRET ?? [],
      twilio: read.TWILIO_AUTH_TOKEN ? { authToken: read.TWILIO_AUTH_TOKEN, publicUrl } : undefined,
    },
    api: { host: read.API_HOST, port: read.API_PORT },
    consoleUrl: read.CONSOLE_URL?.replace(/\/$/, ''),
    console: { host: read.CONSOLE_HOST, port: read.CONSOLE_PORT },
  };
};
