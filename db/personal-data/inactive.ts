import { asc, eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { InactivityPolicy } from '../../domain/policy/consent.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Act } from '../access/audit.ts';
import type { Database, Queries } from '../client.ts';
import { lockCustomers } from '../customers/customers.ts';
import { standingAfter } from '../customers/pages.ts';
import { customers, lastContacts, orders } from '../schema/index.ts';
import { markErased } from './mark-erased.ts';
import type { NameHash } from './name-hash.ts';

/** Whom a store has not heard of for longer than its policy lets it keep writing to them. */
export interface InactiveQuery {
  readonly store: StoreId;
  readonly policy: InactivityPolicy;
  /** The store's time. */
  readonly now: Date;
}

export interface InactiveCustomer {
  readonly id: CustomerId;
  /** `customer`: bought at least once. */
  readonly who: 'prospect' | 'customer';
  readonly lastAt: Date;
}

/** Customers looked at in one statement. */
const pageSize = 1_000;

/** The same question as the rule `last-contact` asks of one customer, over all of a store, in the order of their ids. */
export async function* eachInactive(db: Queries, query: InactiveQuery): AsyncGenerator<InactiveCustomer> {
  let after: CustomerId | null = null;
  for (;;) {
    const page = db
      .select({ id: customers.id, createdAt: customers.createdAt })
      .from(customers)
      .where(standingAfter(query.store, after))
      .orderBy(asc(customers.id))
      .limit(pageSize)
      .as('page');
    const rows = await readLast(db, page, query.policy);
    for (const row of rows) if (isInactive(row, query)) yield { id: row.id, who: row.who, lastAt: row.lastAt };
    after = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize) return;
  }
}

const isInactive = ({ who, lastAt }: InactiveCustomer, { policy, now }: InactiveQuery): boolean =>
  now.getTime() - lastAt.getTime() >= durationMillis(policy[who === 'customer' ? 'customers' : 'prospects'].after);

interface Page {
  readonly id: unknown;
  readonly createdAt: unknown;
}

/** The newest act that counts, of the customer of a page's row. */
const newest = (counts: readonly string[]) => sql`greatest(
  (select max(${lastContacts.at}) from ${lastContacts} where ${lastContacts.customerId} = page.id
    and ${lastContacts.kind} in ${[...counts]}),
  case when ${counts.includes('purchase')} then bought.at end)`;

/** When each customer of a page last did something that counts; else since when the store knows of them. */
const readLast = async (db: Queries, page: Page, policy: InactivityPolicy): Promise<readonly InactiveCustomer[]> => {
  const rows = await db.execute<{ id: CustomerId; is_customer: boolean; last_at: Date | string }>(sql`
    select page.id, bought.at is not null as is_customer,
      coalesce(case when bought.at is not null then ${newest(policy.customers.counts)}
        else ${newest(policy.prospects.counts)} end, page.created_at) as last_at
    from ${page} left join lateral (
      select max(${orders.placedAt}) as at from ${orders}
      where ${orders.customerId} = page.id and ${orders.state} <> 'cancelled') bought on true
    order by page.id`);
  return rows.map((row) => ({
    id: row.id,
    who: row.is_customer ? 'customer' : 'prospect',
    lastAt: new Date(row.last_at),
  }));
};

export interface EraseInactiveDeps {
  readonly db: Database;
  readonly nameHash: NameHash;
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Erases whoever is inactive, one customer a transaction, as a request would (R209): nothing more is claimed from
 * there on, and the worker's erasure does the rest. Whoever does something meanwhile stays.
 *
 * @returns how many were erased.
 */
export const eraseInactive = async (
  { db, nameHash, stopping }: EraseInactiveDeps,
  query: InactiveQuery,
  actor: Act['actor'],
): Promise<Readonly<Record<InactiveCustomer['who'], number>>> => {
  const erased = { prospect: 0, customer: 0 };
  for await (const { id, who } of eachInactive(db, query)) {
    if (stopping?.aborted) break;
    const isErased = await db.transaction(async (queries) => {
      // A statement of its own, before the facts: what the customer does meanwhile waits for it.
      await lockCustomers(queries, [id]);
      const page = queries
        .select({ id: customers.id, createdAt: customers.createdAt })
        .from(customers)
        .where(eq(customers.id, id))
        .as('page');
      const [now] = await readLast(queries, page, query.policy);
      if (!now || !isInactive(now, query)) return false;
      return Boolean(await markErased(queries, nameHash, { store: query.store, customer: id, actor, now: query.now }));
    });
    if (isErased) erased[who] += 1;
  }
  return erased;
};
