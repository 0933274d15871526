import { and, desc, eq, inArray, isNull, like, or, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { notLifted } from '../customers/suppressions.ts';
import {
  confirmations,
  consents,
  customerAliases,
  customers,
  inbox,
  lastContacts,
  orders,
  suppressions,
} from '../schema/index.ts';

/** Customers whose store id, e-mail, phone or our own id begins with `text`. */
export const findCustomers = async (db: Queries, store: StoreId, text: string, limit: number) => {
  const prefix = `${text.toLowerCase().replace(/[\\%_]/gu, '\\$&')}%`;
  return db
    .select({
      id: customers.id,
      firstName: customers.firstName,
      locale: customers.locale,
      alias: sql<string>`min(${customerAliases.value})`,
      createdAt: customers.createdAt,
    })
    .from(customers)
    .innerJoin(customerAliases, eq(customerAliases.customerId, customers.id))
    .where(
      and(
        eq(customers.storeId, store),
        text === ''
          ? undefined
          : or(like(sql`lower(${customerAliases.value})`, prefix), like(sql`${customers.id}::text`, prefix)),
      ),
    )
    .groupBy(customers.id)
    .orderBy(desc(customers.createdAt), customers.id)
    .limit(limit);
};

/** One customer: how the store knows them, what they agreed to and what stops messages to them. */
export const readCustomerCard = async (db: Queries, id: CustomerId) => {
  const [[customer], aliases, acts, bought, waiting, contacts] = await Promise.all([
    db.select().from(customers).where(eq(customers.id, id)),
    db.select().from(customerAliases).where(eq(customerAliases.customerId, id)).orderBy(customerAliases.kind),
    db.select().from(consents).where(eq(consents.customerId, id)).orderBy(desc(consents.at)),
    db.select().from(orders).where(eq(orders.customerId, id)).orderBy(desc(orders.placedAt)).limit(20),
    db
      .select()
      .from(confirmations)
      .where(and(eq(confirmations.customerId, id), isNull(confirmations.confirmedAt)))
      .orderBy(desc(confirmations.askedAt))
      .limit(20),
    db.select().from(lastContacts).where(eq(lastContacts.customerId, id)),
  ]);
  if (!customer) return undefined;
  const addresses = aliases.map(({ value }) => value);
  const stops =
    addresses.length === 0
      ? []
      : await db
          .select()
          .from(suppressions)
          .where(and(eq(suppressions.storeId, customer.storeId), inArray(suppressions.address, addresses), notLifted));
  return { customer, aliases, consents: acts, waiting, orders: bought, contacts, suppressions: stops };
};

/** What the store told of one customer, newest first, with what became of it. */
export const listCustomerEvents = async (db: Queries, customer: CustomerId, limit: number) =>
  db
    .select({
      id: inbox.id,
      eventId: inbox.eventId,
      type: inbox.type,
      occurredAt: inbox.occurredAt,
      receivedAt: inbox.receivedAt,
      fate: inbox.fate,
      reason: inbox.reason,
    })
    .from(inbox)
    .where(eq(inbox.customerId, customer))
    .orderBy(desc(inbox.occurredAt), desc(inbox.id))
    .limit(limit);
