import { inArray, sql } from 'drizzle-orm';
import { built, given } from '../../../db/built.ts';
import type { Database } from '../../../db/client.ts';
import { cartId, orderId } from '../../../db/ids.ts';
import { carts, customerAliases, customers, orders } from '../../../db/schema/index.ts';
import type { CartId, CustomerId, OrderId, StoreId } from '../../../domain/ids.ts';

/** A name with everybody whom the database knows by it. */
export type Named = readonly [name: string, ...customers: CustomerId[]];

const valueOf = (name: string): string => name.slice(name.indexOf(' ') + 1);

/** Whom the database knows by names such as `email anna@shop.example` and `cart 7`, and who became one of them. */
export const readNamed = async (db: Database, store: StoreId, names: readonly string[]): Promise<readonly Named[]> => {
  const called = (kind: string) => names.filter((name) => name.startsWith(`${kind} `));
  const cartNames = new Map(called('cart').map((name) => [cartId(store, valueOf(name)), name]));
  const orderNames = new Map(called('order').map((name) => [orderId(store, valueOf(name)), name]));
  const aliases = names.filter((name) => !name.startsWith('cart ') && !name.startsWith('order '));
  const [known, ownCarts, ownOrders] = await Promise.all([
    aliases.length > 0 ? namedBy(db, { store, names: JSON.stringify(aliases) }) : [],
    cartNames.size > 0 ? ownersOf(db, [...cartNames.keys()]) : [],
    orderNames.size > 0 ? buyersOf(db, [...orderNames.keys()]) : [],
  ]);
  const named: (readonly [string, CustomerId])[] = [
    ...known.map(({ name, customer }) => [name, customer] as const),
    ...ownCarts.map(({ id, customer }) => [cartNames.get(id)!, customer] as const),
    ...ownOrders.map(({ id, customer }) => [orderNames.get(id)!, customer] as const),
  ];
  if (named.length === 0) return [];
  const found = [...new Set(named.map(([, customer]) => customer))];
  const merged = await db
    .select({ id: customers.id, into: customers.mergedInto })
    .from(customers)
    .where(inArray(customers.mergedInto, found));
  return [...named, ...merged.map(({ id, into }) => [into!, id] as const)];
};

const namedBy = built((db) =>
  db
    .select({
      name: sql<string>`${customerAliases.kind} || ' ' || ${customerAliases.value}`,
      customer: customerAliases.customerId,
    })
    .from(customerAliases)
    .where(
      sql`${customerAliases.storeId} = ${given('store')} and (${customerAliases.kind}, ${customerAliases.value}) in (
        select split_part(name, ' ', 1), substr(name, strpos(name, ' ') + 1)
        from jsonb_array_elements_text(${given('names')}::jsonb) name)`,
    ),
);

const ownersOf = async (db: Database, ids: readonly CartId[]) =>
  db
    .select({ id: carts.id, customer: carts.customerId })
    .from(carts)
    .where(inArray(carts.id, [...ids]));

const buyersOf = async (db: Database, ids: readonly OrderId[]) =>
  db
    .select({ id: orders.id, customer: orders.customerId })
    .from(orders)
    .where(inArray(orders.id, [...ids]));
