import { desc, eq, sql } from 'drizzle-orm';
import type { CustomerId, ProductId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { productPurchaseDays, products } from '../schema/index.ts';

/** A product that a customer bought, with the newest day of it. */
export interface BoughtProduct {
  readonly id: ProductId;
  readonly externalId: string | null;
  readonly title: string | null;
  readonly usualDays: number | null;
  readonly lastDay: string;
  /** Bought on that day. */
  readonly units: number;
}

/** The products that a customer bought last, newest first. */
export const readBoughtProducts = async (
  queries: Queries,
  customer: CustomerId,
  limit: number,
): Promise<readonly BoughtProduct[]> => {
  const own = queries
    .selectDistinctOn([productPurchaseDays.productId], {
      productId: productPurchaseDays.productId,
      day: productPurchaseDays.day,
      units: productPurchaseDays.units,
    })
    .from(productPurchaseDays)
    .where(eq(productPurchaseDays.customerId, customer))
    .orderBy(productPurchaseDays.productId, desc(productPurchaseDays.day))
    .as('own');
  return queries
    .select({
      id: own.productId,
      externalId: products.externalId,
      title: products.title,
      usualDays: products.usualDays,
      lastDay: sql<string>`${own.day}::text`,
      units: own.units,
    })
    .from(own)
    .leftJoin(products, eq(products.id, own.productId))
    .orderBy(desc(own.day), own.productId)
    .limit(limit);
};
