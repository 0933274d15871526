import { sql } from 'drizzle-orm';
import type { GateRetentionName } from '../../domain/retention.ts';
import type { RetentionPolicy } from './policy.ts';
import { walk } from './walk.ts';

/**
 * What the gate notes beside the ledger. Never: what it still decides from. What decisions saw of it is with their
 * messages. Pauses, modes, policies and links of old messages have no end: they are few, or people still need them.
 */
export const gatePolicies: Readonly<Record<GateRetentionName, RetentionPolicy>> = {
  counts: walk({
    what: 'hourly counts of what became of messages',
    table: 'sending_counts',
    key: { store_id: 'text', channel: 'text', hour: 'timestamptz', journey: 'text', part: 'smallint' },
    mayGo: (before) => sql`hour < ${before}`,
  }),
  averageDays: walk({
    what: 'counts of what is usual on a day',
    table: 'average_days',
    key: { store_id: 'text', channel: 'text', day: 'timestamptz' },
    mayGo: (before) => sql`day < ${before}`,
  }),
  brakes: walk({
    what: 'brakes that are over',
    table: 'brakes',
    key: { id: 'uuid' },
    grows: 'since',
    mayGo: (before) => sql`until < ${before}`,
  }),
  brakeReleases: walk({
    what: 'releases of brakes that are over',
    table: 'brake_releases',
    key: { id: 'uuid' },
    mayGo: (before) => sql`until < ${before}`,
  }),
  volumeApprovals: walk({
    what: 'approvals of volumes that are over',
    table: 'volume_approvals',
    key: { id: 'uuid' },
    mayGo: (before) => sql`until < ${before}`,
  }),
  rampBlocks: walk({
    what: 'days of warm-ups',
    table: 'ramp_blocks',
    key: { store_id: 'text', domain: 'text', provider: 'text', day: 'text', block: 'smallint' },
    // The last day with messages tells for good how far the warm-up came.
    mayGo: (before) => sql`day < to_char(${before}, 'YYYY-MM-DD') and exists (
      select from ramp_blocks newer
      where newer.store_id = ramp_blocks.store_id and newer.domain = ramp_blocks.domain
        and newer.provider = ramp_blocks.provider and newer.day > ramp_blocks.day and newer.taken > 0)`,
  }),
  rampTakes: walk({
    what: 'messages of warm-ups',
    table: 'ramp_takes',
    key: { message_id: 'uuid' },
    mayGo: (before) => sql`day < to_char(${before}, 'YYYY-MM-DD')`,
  }),
  smsBlocks: walk({
    what: 'days of money for text messages',
    table: 'sms_budget_blocks',
    key: { store_id: 'text', purpose: 'text', day: 'text', block: 'smallint' },
    mayGo: (before) => sql`day < to_char(${before}, 'YYYY-MM-DD')`,
  }),
  smsTakes: walk({
    what: 'what text messages took of them',
    table: 'sms_budget_takes',
    key: { message_id: 'uuid', block: 'smallint' },
    mayGo: (before) => sql`day < to_char(${before}, 'YYYY-MM-DD')`,
  }),
  confirmations: walk({
    what: 'sign-ups whose link is over',
    table: 'confirmations',
    key: { token: 'uuid' },
    mayGo: (before) => sql`expires_at < ${before}`,
  }),
  testSends: walk({
    what: 'test sends',
    table: 'test_sends',
    key: { id: 'uuid' },
    // Through it an erasure finds the message that the local outbox still has.
    mayGo: (before) => sql`asked_at < ${before} and state <> 'asked'
      and not exists (select from local_outbox where local_outbox.key = 'test/' || test_sends.id)`,
  }),
  unplaced: walk({
    what: 'messages that a restore forgot',
    table: 'unplaced_acceptances',
    key: { provider: 'text', provider_id: 'text' },
    mayGo: (before) => sql`accepted_at < ${before}`,
  }),
  assignments: walk({
    what: 'who was in which arm of an experiment',
    table: 'assignments',
    key: { store_id: 'text', experiment: 'text', customer_id: 'uuid' },
    mayGo: (before) => sql`assigned_at < ${before}`,
  }),
  interests: walk({
    what: 'products that customers were interested in',
    table: 'interests',
    key: { customer_id: 'uuid', product_id: 'uuid' },
    // What they said themselves is kept for a year more.
    mayGo: (before) => sql`last_at < ${before} and (
      coalesce(wished_at, stock_asked_at, price_asked_at) is null or last_at < ${before} - interval '365 days')`,
  }),
  intents: walk({
    what: 'when customers were about to choose',
    table: 'intents',
    key: { customer_id: 'uuid' },
    mayGo: (before) => sql`at < ${before}`,
  }),
  productAlerts: walk({
    what: 'what happened to products, once customers were told',
    table: 'product_alerts',
    key: { id: 'uuid' },
    mayGo: (before) => sql`state <> 'open' and closed_at < ${before}`,
  }),
  productPrices: walk({
    what: 'what products cost',
    table: 'product_prices',
    key: { product_id: 'uuid', at: 'timestamptz' },
    // The last one before tells what it cost from then on.
    mayGo: (before) => sql`at < ${before} and exists (
      select from product_prices newer
      where newer.product_id = product_prices.product_id and newer.at > product_prices.at and newer.at < ${before})`,
  }),
  serviceCases: walk({
    what: 'questions at customer service that were answered',
    table: 'service_cases',
    key: { id: 'uuid' },
    // One that nobody closed counts for a year at most, as the policy's schema says.
    mayGo: (before) => sql`coalesce(closed_at, opened_at + interval '365 days') < ${before}`,
  }),
};
