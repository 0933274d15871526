import { sql } from 'drizzle-orm';
import type { RetentionName } from '../../domain/retention.ts';
import { facts } from './facts.ts';
import { gatePolicies } from './gate.ts';
import type { RetentionPolicy } from './policy.ts';
import { walk } from './walk.ts';

/**
 * What leaves the database by age. Never: open runs and what hangs on them, steps whose
 * fate is not known, rows that Temporal was not told yet, events in quarantine, consents.
 */
export const retentionPolicies: Readonly<Record<RetentionName, RetentionPolicy>> = {
  events: walk({
    what: 'events of the inbox',
    table: 'inbox',
    key: { id: 'uuid' },
    grows: 'received_at',
    mayGo: (before) => sql`received_at < ${before} and fate <> 'quarantined'`,
  }),
  queue: walk({
    what: 'what Temporal was told',
    table: 'outbox',
    key: { id: 'bigint' },
    grows: 'recorded_at',
    mayGo: (before) => sql`dispatched_at < ${before}`,
  }),
  runs: walk({
    what: 'runs that ended, with their messages',
    table: 'runs',
    key: { id: 'uuid' },
    grows: 'started_at',
    // One value each, not `exists`: that one the planner may answer by reading the whole table for every page.
    mayGo: (before) => sql`state = 'closed' and closed_at < ${before}
      and (
        select messages.id from messages
        where messages.run_id = runs.id and messages.state in ('planned', 'claimed', 'unknown') limit 1
      ) is null
      and (select outbox.id from outbox where outbox.run_id = runs.id and outbox.dispatched_at is null limit 1) is null`,
    with: [
      { table: 'outbox', column: 'run_id' },
      { table: 'messages', column: 'run_id' },
    ],
  }),
  facts,
  providerEvents: walk({
    what: 'events of providers about no message of ours',
    table: 'provider_events',
    key: { id: 'uuid' },
    mayGo: (before) => sql`received_at < ${before} and message_id is null`,
  }),
  localOutbox: walk({
    what: 'messages of the local outbox',
    table: 'local_outbox',
    key: { key: 'text' },
    mayGo: (before) => sql`accepted_at < ${before}`,
  }),
  audit: walk({
    what: 'acts of the audit log',
    table: 'audit_log',
    key: { id: 'uuid' },
    grows: 'recorded_at',
    mayGo: (before) => sql`recorded_at < ${before}`,
  }),
  sessions: walk({
    what: 'sessions of operators',
    table: 'sessions',
    key: { token_hash: 'text' },
    mayGo: (before) => sql`created_at < ${before}`,
  }),
  segmentStays: walk({
    what: 'stays in segments that ended',
    table: 'segment_stays',
    key: { id: 'bigint' },
    grows: 'entered_at',
    mayGo: (before) => sql`left_at < ${before} and entered_told_at is not null and left_told_at is not null`,
  }),
  ...gatePolicies,
};
