import { and, eq, exists, inArray, ne, sql } from 'drizzle-orm';
import type { ContactKind } from '../../domain/contact.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { OrderHistory } from '../../domain/segments/value.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { readCustomerPage } from '../customers/pages.ts';
import { customerAliases, customers, lastContacts, orders, stores } from '../schema/index.ts';

/** The next customers of a store who have an address, in the order of their ids. */
export const pageOfCustomers = async (
  queries: Queries,
  { store, after, limit }: { readonly store: StoreId; readonly after: string | null; readonly limit: number },
): Promise<readonly CustomerId[]> => {
  const address = queries
    .select({ one: sql`1` })
    .from(customerAliases)
    .where(and(eq(customerAliases.customerId, customers.id), inArray(customerAliases.kind, ['email', 'phone'])));
  return readCustomerPage(queries, store, { after: after as CustomerId | null, limit, only: exists(address) });
};

/** What decides about a customer's path. */
export interface AudienceFacts {
  readonly orders: OrderHistory;
  readonly contacts: Readonly<Partial<Record<ContactKind, Millis>>>;
  readonly knownSince: Millis;
}

/** What the customers of one page ordered and did last; totals in another currency than the store's are left out. */
export const readAudience = async (
  queries: Queries,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, AudienceFacts>> => {
  if (ids.length === 0) return new Map();
  const [people, bought, contacts] = await Promise.all([
    queries
      .select({ id: customers.id, createdAt: customers.createdAt })
      .from(customers)
      .where(inArray(customers.id, [...ids])),
    queries
      .select({
        id: orders.customerId,
        count: sql<number>`count(*)::int`,
        total: sql<number>`coalesce(sum(${orders.total}) filter (where ${orders.currency} = ${stores.currency}), 0)::float8`,
        lastAt: sql<Date>`max(${orders.placedAt})`.mapWith(orders.placedAt),
      })
      .from(orders)
      .innerJoin(stores, eq(stores.id, orders.storeId))
      .where(and(inArray(orders.customerId, [...ids]), ne(orders.state, 'cancelled')))
      .groupBy(orders.customerId),
    queries
      .select({ id: lastContacts.customerId, kind: lastContacts.kind, at: lastContacts.at })
      .from(lastContacts)
      .where(inArray(lastContacts.customerId, [...ids])),
  ]);
  return new Map(
    people.map(({ id, createdAt }) => {
      const own = bought.find((row) => row.id === id);
      const facts: AudienceFacts = {
        orders: own ? { count: own.count, total: own.total, lastAt: own.lastAt.getTime() } : { count: 0, total: 0 },
        contacts: Object.fromEntries(
          contacts.filter((row) => row.id === id).map(({ kind, at }) => [kind, at.getTime()]),
        ),
        knownSince: createdAt.getTime(),
      };
      return [id, facts] as const;
    }),
  );
};
