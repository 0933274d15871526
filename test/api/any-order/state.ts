import { asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../../db/client.ts';
import {
  carts,
  consents,
  customerAliases,
  customers,
  orders,
  parcels,
  purchases,
  runs,
} from '../../../db/schema/index.ts';

/** What the shop and the journeys end in, with everything that names the world taken out. */
export const stateOf = async (db: Database, world: string): Promise<unknown> => {
  const [alias] = await db.select().from(customerAliases).where(eq(customerAliases.value, world));
  const id = alias!.customerId;
  const [customer] = await db.select().from(customers).where(eq(customers.id, id));
  const itsCarts = await db.select().from(carts).where(eq(carts.customerId, id)).orderBy(asc(carts.externalId));
  const itsOrders = await db.select().from(orders).where(eq(orders.customerId, id)).orderBy(asc(orders.externalId));
  const orderIds = itsOrders.map((one) => one.id);
  const live = (await db.select().from(runs).where(eq(runs.customerId, id))).filter(
    (run) => run.state === 'open' && run.exitEvent === null,
  );
  return {
    profile: [customer!.firstName, customer!.locale],
    carts: itsCarts.map(({ externalId, state, stage, lines, updatedAt }) => ({
      cart: externalId.replace(world, ''),
      state,
      stage,
      lines,
      updatedAt,
    })),
    orders: itsOrders.map(({ externalId, cartId, state, placedAt, updatedAt, delayedAt }) => ({
      order: externalId.replace(world, ''),
      hasCart: cartId !== null,
      state,
      placedAt,
      updatedAt,
      delayedAt,
    })),
    parcels:
      orderIds.length > 0
        ? (
            await db.select().from(parcels).where(inArray(parcels.orderId, orderIds)).orderBy(asc(parcels.externalId))
          ).map((one) => [one.externalId.replace(world, ''), one.shippedAt])
        : [],
    purchases: (await db.select().from(purchases).where(eq(purchases.customerId, id)))
      .map((one) => +one.placedAt)
      .toSorted((a, b) => a - b),
    consents: (await db.select().from(consents).where(eq(consents.customerId, id)).orderBy(asc(consents.at))).map(
      ({ state, at }) => [state, at],
    ),
    live: live
      .map((run) => [
        itsCarts.find((one) => one.id === run.subject)?.externalId.replace(world, ''),
        +run.touchedAt,
        +run.dueAt,
      ])
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
  };
};
