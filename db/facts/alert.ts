import { and, eq } from 'drizzle-orm';
import type { AlertId } from '../../domain/ids.ts';
import { readPrices } from '../alerts/prices.ts';
import type { Queries } from '../client.ts';
import { interests, productAlerts, products } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** What a message tells of a product, how that is now, and what the customer of the run saw of it; undefined: there is none. */
export const readAlert = async (db: Queries, { run }: Pick<FactsRequest, 'run'>, id: AlertId) => {
  const [row] = await db
    .select({
      kind: productAlerts.kind,
      productId: productAlerts.productId,
      product: { price: products.price, currency: products.currency, stock: products.stock },
      seen: { seenPrice: interests.seenPrice, seenCurrency: interests.seenCurrency },
    })
    .from(productAlerts)
    .innerJoin(products, eq(products.id, productAlerts.productId))
    .leftJoin(
      interests,
      and(eq(interests.productId, productAlerts.productId), eq(interests.customerId, ownerOfRun(run))),
    )
    .where(eq(productAlerts.id, id));
  if (!row) return undefined;
  const { productId, ...alert } = row;
  return { ...alert, prices: alert.kind === 'price-drop' ? await readPrices(db, productId) : [] };
};
