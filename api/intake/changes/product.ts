import { productId } from '../../../db/ids.ts';
import { noteFirstPrice, notePrices } from '../../../db/alerts/prices.ts';
import type { Queries } from '../../../db/client.ts';
import { lockProduct, type ProductRow, writeProduct } from '../../../db/shop/products.ts';
import { type ProductTelling, reduceProduct } from '../../state/product.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';

const changeProduct = async (context: ChangeContext, externalId: string, told: ProductTelling): Promise<Change> => {
  const { queries, store, at } = context;
  const current = await lockProduct(queries, { id: productId(store.id, externalId), storeId: store.id, externalId });
  const next = reduceProduct(current, told, at);
  await Promise.all([notePrice(queries, current, told, at), next && writeProduct(queries, next)]);
  return next ? { ...applied, product: { before: current, after: next } } : outdated;
};

/** Keeps what it costs from an instant on; of a price that is told again, only where nothing was kept of it before. */
const notePrice = async (queries: Queries, before: ProductRow, { price: told }: ProductTelling, at: Date) => {
  if (!told) return;
  const price = { price: told.amount, currency: told.currency, at };
  const { price: old, currency, pricedAt } = before;
  if (old === null || currency === null || pricedAt === null) return notePrices(queries, before, [price]);
  const known = { price: old, currency, at: pricedAt };
  if (old === told.amount && currency === told.currency) return noteFirstPrice(queries, before, known);
  await notePrices(queries, before, at > pricedAt ? [known, price] : [price]);
};

export const productUpserted = async (context: ChangeContext, event: EventOf<'product.upserted'>): Promise<Change> => {
  const { productId, price, stock, title, translations, imageUrl, imageExpiresAt, imageLocale, ...data } = event.data;
  const { url, category, usualDays } = data;
  return changeProduct(context, productId, {
    price,
    stock,
    description: {
      title,
      translations: translations ?? {},
      imageUrl: imageUrl ?? null,
      imageExpiresAt: imageExpiresAt === undefined ? null : new Date(imageExpiresAt),
      imageLocale: imageLocale ?? null,
      url: url ?? null,
      category: category ?? null,
      usualDays: usualDays ?? null,
    },
  });
};

export const stockChanged = async (context: ChangeContext, event: EventOf<'product.stock_changed'>): Promise<Change> =>
  changeProduct(context, event.data.productId, { stock: event.data.stock });

export const priceChanged = async (context: ChangeContext, event: EventOf<'product.price_changed'>): Promise<Change> =>
  changeProduct(context, event.data.productId, { price: event.data.price });
