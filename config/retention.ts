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
    segmentStays: read.RETENTION_SEGMENT_STAYS_DAYS,
    counts: read.RETENTION_COUNTS_DAYS,
    averageDays: read.RETENTION_COUNTS_DAYS,
    brakes: read.RETENTION_BRAKES_DAYS,
    brakeReleases: read.RETENTION_BRAKES_DAYS,
    volumeApprovals: read.RETENTION_BRAKES_DAYS,
    rampBlocks: read.RETENTION_RAMPS_DAYS,
    rampTakes: read.RETENTION_RAMPS_DAYS,
    smsBlocks: read.RETENTION_SMS_MONEY_DAYS,
    smsTakes: read.RETENTION_SMS_MONEY_DAYS,
    confirmations: read.RETENTION_CONFIRMATIONS_DAYS,
    testSends: read.RETENTION_TEST_SENDS_DAYS,
    unplaced: read.RETENTION_UNPLACED_DAYS,
    assignments: read.RETENTION_RUNS_DAYS,
    interests: read.RETENTION_INTERESTS_DAYS,
    intents: read.RETENTION_INTERESTS_DAYS,
    productAlerts: read.RETENTION_INTERESTS_DAYS,
    productPrices: read.RETENTION_INTERESTS_DAYS,
    serviceCases: read.RETENTION_SERVICE_CASES_DAYS,
  };
};
