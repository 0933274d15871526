import { and, desc, eq } from 'drizzle-orm';
import type { CustomerId, ProductId, StoreId } from '../../domain/ids.ts';
import type { LearntGaps, PurchasesOfProduct } from '../../domain/purchases/learnt-gaps.ts';
import { wordsText } from '../array-text.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { isOneOf } from '../is-one-of.ts';
import { models, productLevels, productPurchaseDays } from '../schema/index.ts';
import { dayNumber } from './days.ts';

/** What the store's model of gaps knows of products; undefined while there is no model. */
export const readLearntGaps = async (
  queries: Queries,
  store: StoreId,
  products: readonly ProductId[],
): Promise<((product: ProductId) => LearntGaps) | undefined> => {
  if (products.length === 0) return undefined;
  const rows = await gapsQuery(queries, { store, products: wordsText(products) });
  const [first] = rows;
  if (!first) return undefined;
  const { sigma, tau, omega } = first.parameters as { sigma: number; tau: number; omega: number };
  const levels = new Map(rows.flatMap(({ level }) => (level ? [[level.productId, level] as const] : [])));
  return (product) => ({ version: first.version, sigma, tau, omega, product: levels.get(product) });
};

const gapsQuery = built((queries) =>
  queries
    .select({ version: models.version, parameters: models.parameters, level: productLevels })
    .from(models)
    .leftJoin(
      productLevels,
      and(eq(productLevels.modelId, models.id), isOneOf(productLevels.productId, given('products'))),
    )
    .where(and(eq(models.storeId, given('store')), eq(models.kind, 'products'), eq(models.state, 'active'))),
);

/** Of a customer's purchases of a product, how many of the newest tell their rhythm. */
const mostDays = 100;

/** The days on which a customer bought products, by product. */
export const readPurchasesOf = async (
  queries: Queries,
  customer: CustomerId,
  products: readonly ProductId[],
): Promise<ReadonlyMap<ProductId, readonly PurchasesOfProduct[]>> => {
  const found = new Map<ProductId, PurchasesOfProduct[]>();
  if (products.length === 0) return found;
  const limit = mostDays * products.length;
  const rows = await daysQuery(queries, { customer, products: wordsText(products), limit });
  for (const { product, day, units } of rows) {
    const own = found.get(product) ?? [];
    own.push({ day: dayNumber(day), units });
    found.set(product, own);
  }
  return found;
};

const daysQuery = built((queries) =>
  queries
    .select({ product: productPurchaseDays.productId, day: productPurchaseDays.day, units: productPurchaseDays.units })
    .from(productPurchaseDays)
    .where(
      and(
        eq(productPurchaseDays.customerId, given('customer')),
        isOneOf(productPurchaseDays.productId, given('products')),
      ),
    )
    .orderBy(desc(productPurchaseDays.day))
    .limit(given('limit')),
);
