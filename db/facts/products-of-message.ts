import { isLoopback } from '../../domain/products/hosts.ts';
import type { LineFacts, ProductFacts, ProductsOfMessage } from '../../domain/rules/facts/products.ts';
import type { Locale } from '../../domain/templates.ts';
import type { carts } from '../schema/index.ts';
import type { AlternativeRead, ProductRead } from './products.ts';
import { webHost } from './web-host.ts';

/** What was read for a message about a cart. */
export interface ProductsRead {
  readonly store: { readonly url: string; readonly locale: Locale };
  readonly cart: Pick<typeof carts.$inferSelect, 'currency' | 'lines' | 'linesAt' | 'updatedAt'>;
  readonly products: readonly ProductRead[];
  readonly alternatives: readonly AlternativeRead[];
  readonly stockToldAt: Date | undefined;
}

/** The rows as the rules see them: ids, numbers and hosts, no words. */
export const productsOfMessage = (read: ProductsRead, language: Locale): ProductsOfMessage => {
  const { store, cart, alternatives, stockToldAt } = read;
  const known = new Map(read.products.map((row) => [row.id, row]));
  return {
    language,
    currency: cart.currency,
    storeHost: webHost(store.url),
    ...(stockToldAt && { stockToldAt: stockToldAt.getTime() }),
    cartPricedAt: (cart.linesAt ?? cart.updatedAt).getTime(),
    lines: cart.lines.map(({ productId, quantity, unitPrice }): LineFacts => {
      const row = known.get(productId);
      const product = row ? productFacts(row, store.locale) : { id: productId, titles: [] };
      return { ...product, quantity, cartPrice: unitPrice, known: row !== undefined };
    }),
    candidates: alternatives.map((row) => ({
      ...productFacts(row, store.locale),
      insteadOf: row.insteadOf,
      owned: row.owned,
      returned: row.returned,
      sold: row.sold,
    })),
  };
};

/** One product as the rules see it. */
export const productFacts = (row: ProductRead, storeLocale: Locale): ProductFacts => ({
  id: row.id,
  titles: titlesOf(row, storeLocale),
  ...(row.imageUrl !== null && { image: imageOf(row.imageUrl, row) }),
  ...(row.url !== null && { linkHost: webHost(row.url) }),
  ...(row.price !== null && { price: row.price }),
  ...(row.currency !== null && { currency: row.currency }),
  ...(row.stock !== null && { stock: row.stock }),
  ...(row.describedAt && { describedAt: row.describedAt.getTime() }),
  ...(row.pricedAt && { pricedAt: row.pricedAt.getTime() }),
  ...(row.stockedAt && { stockedAt: row.stockedAt.getTime() }),
});

/** Its own title is in the store's language. One known by its stock alone bears the store's own id as its title. */
const titlesOf = ({ title, translations, describedAt, externalId }: ProductRead, storeLocale: Locale): Locale[] => {
  const isDescribed = title !== '' && (describedAt !== null || title !== externalId);
  const translated = (Object.keys(translations) as Locale[]).filter((locale) => translations[locale]?.title);
  return [...new Set([...(isDescribed ? [storeLocale] : []), ...translated])];
};

const imageOf = (
  url: string,
  { imageExpiresAt, imageLocale }: Pick<ProductRead, 'imageExpiresAt' | 'imageLocale'>,
): NonNullable<ProductFacts['image']> => ({
  secure: url.startsWith('https:') ? webHost(url) !== '' : isLoopback(webHost(url)),
  ...(imageExpiresAt && { expiresAt: imageExpiresAt.getTime() }),
  ...(imageLocale !== null && { language: imageLocale }),
});
