import { eq, sql } from 'drizzle-orm';
import type { OrderId, ParcelId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { orders, parcels, products } from '../schema/index.ts';
import { productColumns } from './products.ts';

/** The order that a message is about. */
export const readOrder = async (db: Queries, order: OrderId) => (await orderQuery(db, { order }))[0];

const orderQuery = built((db) =>
  db
    .select({
      id: orders.id,
      externalId: orders.externalId,
      state: orders.state,
      lines: orders.lines,
      total: orders.total,
      currency: orders.currency,
      delayedAt: orders.delayedAt,
    })
    .from(orders)
    .where(eq(orders.id, given('order'))),
);

/** The products in the order, as far as the catalogue knows them. */
export const readOrderProducts = async (db: Queries, order: OrderId) => orderProductsQuery(db, { order });

const orderProductsQuery = built((db) =>
  db
    .select(productColumns)
    .from(products)
    .where(
      sql`${products.id} = any(array(
        select (line ->> 'productId')::uuid from ${orders}, jsonb_array_elements(${orders.lines}) line
        where ${orders.id} = ${given('order')}))`,
    ),
);

/** The parcel that a message is about. */
export const readParcel = async (db: Queries, id: ParcelId) =>
  (
    await db
      .select({ carrier: parcels.carrier, trackingUrl: parcels.trackingUrl })
      .from(parcels)
      .where(eq(parcels.id, id))
  )[0];
