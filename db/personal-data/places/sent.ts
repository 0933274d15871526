import { and, ne, sql } from 'drizzle-orm';
import {
  clicks,
  localOutbox,
  messages,
  outbox,
  providerEvents,
  runs,
  shortLinks,
  testSends,
} from '../../schema/index.ts';
import { of, type Place } from './place.ts';

/** What was sent to a person and what became of it, then the journeys that it was sent by. */
export const sent: readonly Place[] = [
  {
    table: providerEvents,
    exportAs: 'deliveries',
    rows: (person) => sql`${providerEvents.messageId} in (
      select ${messages.id} from ${messages} where ${of(messages.customerId, person)})`,
  },
  {
    table: clicks,
    exportAs: 'clicks',
    rows: (person) => sql`${clicks.messageId} in (
      select ${messages.id} from ${messages} where ${of(messages.customerId, person)})`,
  },
  {
    table: shortLinks,
    exportAs: undefined,
    rows: (person) => sql`${shortLinks.messageId} in (
      select ${messages.id} from ${messages} where ${of(messages.customerId, person)})`,
  },
  {
    table: localOutbox,
    exportAs: undefined,
    rows: (person) => sql`${localOutbox.key} in (
      select ${messages.key} from ${messages} where ${of(messages.customerId, person)}
      union all select 'test/' || ${testSends.id} from ${testSends} where ${of(testSends.customerId, person)})`,
  },
  {
    // Made from the person's data for an operator; what is left of it is what the rules said.
    table: testSends,
    exportAs: undefined,
    rows: (person) => of(testSends.customerId, person),
  },
  {
    table: outbox,
    exportAs: undefined,
    rows: (person) => sql`${outbox.runId} in (select ${runs.id} from ${runs} where ${of(runs.customerId, person)})`,
  },
  {
    table: messages,
    exportAs: 'messages',
    inside: ['linkToken', 'bodyHash', 'unsettled', 'lookUps', 'nextLookUpAt', 'recordedAt'],
    // A claim keeps its hash by rule of the ledger until it is given up.
    rows: (person) =>
      and(
        of(messages.customerId, person),
        person.erased &&
          sql`(${messages.frozen} is not null or ${messages.lastError} is not null or ${messages.verdicts} <> '[]' or ${messages.facts} is not null
          or (${messages.bodyHash} is not null and ${ne(messages.state, 'claimed')}))`,
      ),
    blank: () => ({
      frozen: null,
      untranslated: null,
      lastError: null,
      verdicts: [],
      facts: null,
      bodyHash: sql`case when ${messages.state} = 'claimed' then ${messages.bodyHash} end`,
      // By the provider's id the provider would tell the address; a sent message must have one.
      providerId: sql`case when ${messages.providerId} is not null then 'erased/' || ${messages.id} end`,
    }),
  },
  {
    table: runs,
    exportAs: 'journeys',
    inside: ['workflowId'],
    rows: (person) =>
      and(of(runs.customerId, person), sql`(${runs.event} <> '{}' or ${runs.subject} <> ${runs.id}::text)`),
    blank: () => ({ event: {}, subject: sql`${runs.id}::text`, workflowId: null }),
  },
];
