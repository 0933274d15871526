import { eq, sql } from 'drizzle-orm';
import type { OrderId, ParcelId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { orders, parcels, products } from '../schema/index.ts';
import { productColumns } from './products.ts';

/** The order that a message is about. */
export const readOrder = async (db: Queries, id: OrderId) =>
  (
    await db
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
      .where(eq(orders.id, id))
  )[0];

/** The products in the order, as far as the catalogue knows them. */
export const readOrderProducts = async (db: Queries, order: OrderId) =>
  db
    .select(productColumns)
    .from(products)
    .where(
      sql`${products.id} = any(array(
        select (line ->> 'productId')::uuid from ${orders}, jsonb_array_elements(${orders.lines}) line
        where ${orders.id} = ${order}))`,
    );

/** The parcel that a message is about. */
export const readParcel = async (db: Queries, id: ParcelId) =>
  (
    await db
      .select({ carrier: parcels.carrier, trackingUrl: parcels.trackingUrl })
      .from(parcels)
      .where(eq(parcels.id, id))
  )[0];
