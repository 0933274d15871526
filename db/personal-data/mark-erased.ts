import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { sentStates } from '../../domain/message-state.ts';
import { type Act, recordAct } from '../access/audit.ts';
import { forgetClaims } from '../customers/claims.ts';
import { lockCustomers } from '../customers/customers.ts';
import { suppressionKey } from '../customers/suppressions.ts';
import type { Queries } from '../client.ts';
import { countOf } from '../road/run-closing.ts';
import { workflowIdOf } from '../road/runs.ts';
import {
  customerAliases,
  customers,
  erasures,
  inbox,
  messages,
  runs,
  suppressions,
  unplacedAcceptances,
} from '../schema/index.ts';
import type { NameHash } from './name-hash.ts';
import { readPersonIds } from './person.ts';
import { noProfile } from './places/profile.ts';
import { places } from './places.ts';

export type ErasureRow = typeof erasures.$inferSelect;

export interface ErasureRequest {
  readonly store: StoreId;
  readonly customer: CustomerId;
  readonly actor: Act['actor'];
  readonly now: Date;
}

/**
 * Erases a customer for everybody who asks from now on, in the caller's transaction: nothing more is claimed for
 * them, their runs are over, no name leads to them, and their addresses are suppressed under keyed hashes. The
 * rest, histories included, is the worker's (worker/erasure).
 *
 * @returns the receipt; undefined when another transaction merged or erased the customer meanwhile.
 */
export const markErased = async (
  queries: Queries,
  hash: NameHash,
  request: ErasureRequest,
): Promise<ErasureRow | undefined> => {
  const { store, customer, now } = request;
  const before = await readPersonIds(queries, customer);
  // A statement of its own, before all facts: it orders the erasure and the claims of the gate.
  const locked = await lockCustomers(queries, before);
  const self = locked.find(({ id }) => id === customer);
  const ids = await readPersonIds(queries, customer);
  if (!self || self.erasedAt || self.mergedInto || ids.length !== before.length) return undefined;

  const names = await queries
    .select()
    .from(customerAliases)
    .where(inArray(customerAliases.customerId, [...ids]));
  await claimQuarantined(queries, request, names);
  await hashSuppressions(queries, hash, request, names);
  const claims = await forgetClaims(queries, store, names);
  const unplaced = places.find(({ table }) => table === unplacedAcceptances)!;
  await queries.delete(unplacedAcceptances).where(unplaced.rows({ store, customers: ids }));
  await queries.delete(customerAliases).where(inArray(customerAliases.customerId, [...ids]));
  await queries
    .update(customers)
    .set({ erasedAt: now, ...noProfile })
    .where(inArray(customers.id, [...ids]));
  const workflows = await endRuns(queries, ids, now);

  const [row] = await queries
    .insert(erasures)
    .values({
      id: v7(),
      storeId: store,
      customerId: customer,
      names: names.map(({ kind, value }) => hash.of(store, kind, value)),
      requestedBy: request.actor,
      requestedAt: now,
      workflows: [...workflows],
      state: 'open',
      counts: {
        customer_aliases: names.length,
        customers: ids.length,
        ...(claims > 0 && { customer_claims: claims }),
      },
    })
    .returning();
  const subject = `customer/${customer}`;
  const detail = { erasure: row!.id, runs: workflows.length };
  await recordAct(queries, { at: +now, actor: request.actor, act: 'customer.erased', subject, store, detail });
  return row;
};

type Name = typeof customerAliases.$inferSelect;

/** A name of the customer as an event tells it. */
const told = (name: string): SQL => sql`(${inbox.body} #>> ${`{customer,${name}}`})`;

/** What is the same of a number however it is written. */
const digits = (text: SQL): SQL => sql`right(regexp_replace(${text}, '[^0-9]', '', 'g'), 9)`;

/** Events in quarantine belong to nobody yet: those that name the person are erased with the rest. */
const claimQuarantined = async (
  queries: Queries,
  { store, customer }: ErasureRequest,
  names: readonly Name[],
): Promise<void> => {
  const named = names.map(({ kind, value }) => {
    if (kind === 'email') return sql`lower(trim(${told('email')})) = ${value}`;
    if (kind === 'phone') return sql`${digits(told('phone'))} = ${value.replaceAll(/\D/g, '').slice(-9)}`;
    return sql`trim(${told(kind === 'id' ? 'id' : 'anonymousId')}) = ${value}`;
  });
  if (named.length === 0) return;
  await queries
    .update(inbox)
    .set({ customerId: customer })
    .where(and(eq(inbox.storeId, store), eq(inbox.fate, 'quarantined'), isNull(inbox.customerId), or(...named)));
};

/** What suppressed the addresses goes on doing so under their hashes, and so does the erasure itself. */
const hashSuppressions = async (
  queries: Queries,
  hash: NameHash,
  { store, now }: ErasureRequest,
  names: readonly Name[],
): Promise<void> => {
  const reached = names.flatMap(({ kind, value }) =>
    kind === 'email' || kind === 'phone'
      ? (kind === 'email' ? (['email'] as const) : (['sms', 'whatsapp'] as const)).map((channel) => ({
          channel,
          value,
          hashed: hash.of(store, kind, value),
        }))
      : [],
  );
  for (const { channel, value, hashed } of reached) {
    const own = and(
      eq(suppressions.storeId, store),
      eq(suppressions.channel, channel),
      eq(suppressions.address, value),
    );
    const gone = await queries.delete(suppressions).where(own).returning();
    const kept = gone.filter(({ reason }) => reason !== 'erased').map((row) => ({ ...row, address: hashed }));
    const erased = {
      storeId: store,
      channel,
      address: hashed,
      reason: 'erased' as const,
      purpose: 'marketing' as const,
      at: now,
    };
    await queries
      .insert(suppressions)
      .values([...kept, erased])
      .onConflictDoUpdate({
        target: suppressionKey,
        set: { at: sql`greatest(${suppressions.at}, excluded.at)` },
      });
  }
};

/** Closes every open run and every step that waited. @returns the ids of all workflows that ever were. */
const endRuns = async (queries: Queries, ids: readonly CustomerId[], now: Date): Promise<readonly string[]> => {
  await queries
    .update(messages)
    .set({ state: 'withheld', reason: 'erased', notBefore: null, decidedAt: now })
    .where(and(inArray(messages.customerId, [...ids]), eq(messages.state, 'planned')));
  await queries
    .update(runs)
    .set({
      state: 'closed',
      outcome: 'cancelled',
      reason: 'erased',
      closedAt: now,
      sent: countOf(sentStates),
      withheld: countOf(['withheld']),
    })
    .where(and(inArray(runs.customerId, [...ids]), eq(runs.state, 'open')));
  const rows = await queries
    .select()
    .from(runs)
    .where(inArray(runs.customerId, [...ids]));
  return rows.map(workflowIdOf);
};

/** Receipts of earlier erasures of whoever had one of these names, the newest first. */
export const findErasures = async (
  queries: Queries,
  store: StoreId,
  names: readonly string[],
): Promise<readonly ErasureRow[]> =>
  queries
    .select()
    .from(erasures)
    .where(and(eq(erasures.storeId, store), isNotNull(erasures.names), sql`${erasures.names} && ${arrayOf(names)}`))
    .orderBy(sql`${erasures.requestedAt} desc`);

const arrayOf = (texts: readonly string[]): SQL =>
  sql`array[${sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )}]::text[]`;
