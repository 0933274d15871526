import { productId } from '../../../db/ids.ts';
import { lockProduct, writeProduct } from '../../../db/shop/products.ts';
import { type ProductTelling, reduceProduct } from '../../state/product.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';

const changeProduct = async (context: ChangeContext, externalId: string, told: ProductTelling): Promise<Change> => {
  const { queries, store, at } = context;
  const current = await lockProduct(queries, { id: productId(store.id, externalId), storeId: store.id, externalId });
  const next = reduceProduct(current, told, at);
  if (!next) return outdated;
  await writeProduct(queries, next);
  return applied;
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
