import { and, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import {
  advocates,
  allowlist,
  assignments,
  carts,
  clicks,
  confirmations,
  consents,
  customerAliases,
  customerClaims,
  customers,
  handovers,
  inbox,
  intents,
  interests,
  keptLinks,
  lastContacts,
  localOutbox,
  loyaltyAccounts,
  messages,
  newsRequests,
  occasions,
  offerCodes,
  offerRedemptions,
  orderStatistics,
  orders,
  outbox,
  parcels,
  productPurchaseDays,
  providerEvents,
  purchaseDays,
  purchases,
  runs,
  shortLinks,
  serviceCases,
  scoreCrossings,
  scoreLevels,
  scores,
  segmentChanges,
  segmentStandings,
  segmentStays,
  signals,
  suppressions,
  testSends,
  unplacedAcceptances,
} from '../schema/index.ts';
import type { NameHash } from './name-hash.ts';

/** Whose data is looked for. */
export interface Person {
  readonly store: StoreId;
  /** The customer, and those that were merged into it. */
  readonly customers: readonly CustomerId[];
  /** Of one who is being erased: keyed hashes of all names, and what computes them. */
  readonly erased?: { readonly names: readonly string[]; readonly hash: NameHash };
}

/** What a customer's own row holds once they are erased: its id, and nothing of the person. */
export const noProfile = {
  firstName: null,
  locale: null,
  timezone: null,
  address: null,
  birthday: null,
  profileAt: null,
  fieldTimes: {},
} as const;

/** A table that holds data of customers: where an export reads and an erasure erases. */
export interface Place {
  readonly table: PgTable;
  /** What an export calls it; undefined: nothing in it is about the person, only ids of ours. */
  readonly exportAs: string | undefined;
  /** Columns that an export leaves out: our bookkeeping and secrets. */
  readonly inside?: readonly string[];
  /** The rows of a person that still hold something personal. */
  readonly rows: (person: Person) => SQL | undefined;
  /** What an erasure leaves of such a row; undefined: nothing, it is deleted. */
  readonly blank?: (person: Person) => Readonly<Record<string, unknown>>;
}

const of = (column: SQL | { readonly name: string }, { customers: ids }: Person): SQL =>
  ids.length === 0 ? sql`false` : inArray(column as never, [...ids]);

/**
 * Every place with data of customers, in the order in which an erasure goes through them: first what is found
 * through something else. A test fails when a table of the schema is neither here nor in `impersonal`.
 */
export const places: readonly Place[] = [
  {
    table: suppressions,
    exportAs: 'suppressions',
    // Its owner is known by the address alone; once the names are gone, by the keyed hash of it.
    rows: (person) =>
      and(
        eq(suppressions.storeId, person.store),
        sql`${suppressions.address} not like 'hmac:%'`,
        or(
          sql`(${suppressions.channel}, ${suppressions.address}) in (
            select case ${customerAliases.kind} when 'email' then 'email' else 'sms' end, ${customerAliases.value}
            from ${customerAliases}
            where ${of(customerAliases.customerId, person)} and ${customerAliases.kind} in ('email', 'phone'))`,
          person.erased &&
            inArray(
              person.erased.hash.inSql(sql`${suppressions.storeId}`, kindOfChannel, sql`${suppressions.address}`),
              [...person.erased.names],
            ),
        ),
      ),
  },
  {
    table: customerClaims,
    exportAs: 'claims',
    inside: ['hash'],
    // What the person's browsers claim, and whoever claims to be the person.
    rows: (person) =>
      or(
        of(customerClaims.customerId, person),
        sql`${customerClaims.hash} in (
          select encode(sha256(convert_to(concat_ws(E'\n', ${customerAliases.storeId}, ${customerAliases.kind},
            ${customerAliases.value}), 'UTF8')), 'hex')
          from ${customerAliases} where ${of(customerAliases.customerId, person)})`,
      ),
  },
  {
    // Known by a hash of the address alone, while the address is known.
    table: unplacedAcceptances,
    exportAs: 'unplaced',
    rows: (person) => sql`${unplacedAcceptances.addressHash} in (
      select encode(sha256(convert_to(${customerAliases.value}, 'UTF8')), 'hex')
      from ${customerAliases} where ${of(customerAliases.customerId, person)})`,
  },
  {
    // Known by our id, or by a hash of the address alone while the address is known.
    table: allowlist,
    exportAs: 'allowlist',
    rows: (person) =>
      and(
        eq(allowlist.storeId, person.store),
        or(
          and(eq(allowlist.kind, 'customer'), inArray(allowlist.value, [...person.customers])),
          sql`${allowlist.value} in (
            select encode(sha256(convert_to(${customerAliases.value}, 'UTF8')), 'hex')
            from ${customerAliases} where ${of(customerAliases.customerId, person)})`,
        ),
      ),
  },
  {
    table: customerAliases,
    exportAs: 'names',
    rows: (person) => of(customerAliases.customerId, person),
  },
  {
    table: parcels,
    exportAs: 'parcels',
    rows: (person) => sql`${parcels.orderId} in (
      select ${orders.id} from ${orders} where ${of(orders.customerId, person)})`,
  },
  {
    table: handovers,
    exportAs: 'deliveries and pick-ups',
    inside: ['storeId'],
    rows: (person) => sql`${handovers.orderId} in (
      select ${orders.id} from ${orders} where ${of(orders.customerId, person)})`,
  },
  { table: occasions, exportAs: 'yearly days', inside: ['nextAt'], rows: (person) => of(occasions.customerId, person) },
  { table: loyaltyAccounts, exportAs: 'loyalty', rows: (person) => of(loyaltyAccounts.customerId, person) },
  {
    table: newsRequests,
    exportAs: 'categories asked for',
    inside: ['id'],
    rows: (person) => of(newsRequests.customerId, person),
  },
  { table: serviceCases, exportAs: 'service cases', rows: (person) => of(serviceCases.customerId, person) },
  {
    table: purchases,
    exportAs: undefined,
    rows: (person) =>
      or(
        of(purchases.customerId, person),
        sql`${purchases.orderId} in (select ${orders.id} from ${orders} where ${of(orders.customerId, person)})`,
      ),
  },
  {
    table: offerRedemptions,
    exportAs: 'offer redemptions',
    inside: ['codeId', 'recordedAt'],
    rows: (person) => of(offerRedemptions.customerId, person),
    // That the code was used stays: by whom and with which order does not.
    blank: () => ({ customerId: null, orderId: sql`gen_random_uuid()` }),
  },
  {
    table: offerCodes,
    exportAs: 'offer codes',
    inside: ['leasedFor', 'leasedUntil', 'spent', 'recordedAt'],
    rows: (person) => of(offerCodes.customerId, person),
    // Counted with what was given, and nobody else's: its name at the shop would tell whose it was.
    blank: () => ({ customerId: null, code: sql`'erased/' || ${offerCodes.id}`, leasedFor: null, spent: true }),
  },
  {
    table: orders,
    exportAs: 'orders',
    inside: ['countedDay', 'countedAmount'],
    rows: (person) => of(orders.customerId, person),
  },
  // Made of the orders; they go with them, and this finds that nothing stayed.
  { table: purchaseDays, exportAs: undefined, rows: (person) => of(purchaseDays.customerId, person) },
  { table: productPurchaseDays, exportAs: undefined, rows: (person) => of(productPurchaseDays.customerId, person) },
  {
    table: orderStatistics,
    exportAs: 'order statistics',
    inside: ['version', 'stale', 'recordedAt'],
    rows: (person) => of(orderStatistics.customerId, person),
  },
  {
    table: scores,
    exportAs: 'scores',
    inside: ['statisticsVersion'],
    rows: (person) => of(scores.customerId, person),
  },
  {
    table: signals,
    exportAs: 'signals',
    inside: ['levelsVersion'],
    rows: (person) => of(signals.customerId, person),
  },
  { table: scoreLevels, exportAs: undefined, rows: (person) => of(scoreLevels.customerId, person) },
  {
    table: scoreCrossings,
    exportAs: 'score crossings',
    inside: ['routedAt', 'recordedAt'],
    rows: (person) => of(scoreCrossings.customerId, person),
  },
  // The standing first: whoever judges the customer holds it while stays are written.
  {
    table: segmentStandings,
    exportAs: 'segments',
    inside: ['until', 'statisticsVersion'],
    rows: (person) => of(segmentStandings.customerId, person),
  },
  {
    table: segmentStays,
    exportAs: 'segment history',
    inside: ['id', 'enteredToldAt', 'leftToldAt'],
    rows: (person) => of(segmentStays.customerId, person),
  },
  { table: segmentChanges, exportAs: undefined, rows: (person) => of(segmentChanges.customerId, person) },
  { table: advocates, exportAs: 'referrals and reviews', rows: (person) => of(advocates.customerId, person) },
  { table: carts, exportAs: 'carts', rows: (person) => of(carts.customerId, person) },
  { table: consents, exportAs: 'consents', rows: (person) => of(consents.customerId, person) },
  {
    table: confirmations,
    exportAs: 'confirmations',
    inside: ['token', 'networkHash'],
    rows: (person) => of(confirmations.customerId, person),
  },
  { table: lastContacts, exportAs: 'contacts', rows: (person) => of(lastContacts.customerId, person) },
  { table: interests, exportAs: 'interests', rows: (person) => of(interests.customerId, person) },
  { table: intents, exportAs: 'intents', rows: (person) => of(intents.customerId, person) },
  { table: assignments, exportAs: 'experiments', rows: (person) => of(assignments.customerId, person) },
  { table: keptLinks, exportAs: undefined, rows: (person) => of(keptLinks.customerId, person) },
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
  {
    table: inbox,
    exportAs: 'events',
    inside: ['hash', 'recordedAt'],
    rows: (person) => and(of(inbox.customerId, person), sql`${inbox.body} <> '{}'`),
    // The same event, told again by a store that missed the answer, must not bring the person back.
    blank: (person) => ({
      eventId: person.erased
        ? person.erased.hash.inSql(sql`${inbox.storeId}`, sql`'event'::text`, sql`${inbox.eventId}`)
        : sql`'erased/' || ${inbox.id}`,
      ids: {},
      body: {},
      hash: erasedHash,
      reason: sql`case ${inbox.fate} when 'quarantined' then 'erased' else ${inbox.reason} end`,
      fate: sql`case ${inbox.fate} when 'quarantined' then 'ignored' else ${inbox.fate} end`,
    }),
  },
  {
    table: customers,
    exportAs: 'profile',
    inside: ['fieldTimes'],
    rows: (person) =>
      and(
        of(customers.id, person),
        sql`(${customers.erasedAt} is null or ${customers.firstName} is not null or ${customers.locale} is not null
          or ${customers.timezone} is not null or ${customers.address} is not null or ${customers.birthday} is not null or ${customers.fieldTimes} <> '{}')`,
      ),
    blank: () => noProfile,
  },
];

const kindOfChannel = sql`case ${suppressions.channel} when 'email' then 'email' else 'phone' end`;

/** In place of an event's hash after an erasure: whatever is told again under its id is a duplicate. */
export const erasedHash = 'erased';
