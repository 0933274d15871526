import type { RetentionDays } from '../domain/retention.ts';
import { type Environment, readEnvironment } from './read.ts';
import { retentionVariables } from './variables.ts';

/** @throws ConfigurationError */
export const readRetention = (environment: Environment): RetentionDays => {
  const read = readEnvironment(retentionVariables, environment);
  return {
    events: read.RETENTION_EVENTS_DAYS,
    queue: read.RETENTION_QUEUE_DAYS,
    runs: read.RETENTION_RUNS_DAYS,
    facts: read.RETENTION_FACTS_DAYS,
    providerEvents: read.RETENTION_PROVIDER_EVENTS_DAYS,
    localOutbox: read.RETENTION_LOCAL_OUTBOX_DAYS,
    audit: read.RETENTION_AUDIT_DAYS,
    sessions: read.RETENTION_SESSIONS_DAYS,
  };
};
