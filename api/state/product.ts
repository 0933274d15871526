import type { ProductRow } from '../../db/shop/products.ts';
import type { Money } from '../../domain/money.ts';
import { isNewer, newest } from './clock.ts';

type Description = Pick<
  ProductRow,
  'title' | 'translations' | 'imageUrl' | 'imageExpiresAt' | 'imageLocale' | 'url' | 'category' | 'usualDays'
>;

/** What an event says of a product; what is left out is not told. */
export interface ProductTelling {
  readonly description?: Description | undefined;
  readonly price?: Money | undefined;
  readonly stock?: number | undefined;
}

/** A product after one more telling: description, price and stock each keep the newest; undefined when nothing is. */
export const reduceProduct = (current: ProductRow, told: ProductTelling, at: Date): ProductRow | undefined => {
  let next = current;
  const { description, price, stock } = told;
  if (description && isNewer({ at: +at, value: description }, known(current.describedAt, describe(current)))) {
    next = { ...next, ...description, describedAt: newest(current.describedAt, at) };
  }
  const currentPrice = { amount: current.price, currency: current.currency };
  if (price && isNewer({ at: +at, value: price }, known(current.pricedAt, currentPrice))) {
    next = { ...next, price: price.amount, currency: price.currency, pricedAt: newest(current.pricedAt, at) };
  }
  if (stock !== undefined && isNewer({ at: +at, value: stock }, known(current.stockedAt, current.stock))) {
    next = { ...next, stock, stockedAt: newest(current.stockedAt, at) };
  }
  return next === current ? undefined : next;
};

const known = (at: Date | null, value: unknown) => (at === null ? undefined : { at: +at, value });

const describe = (row: ProductRow): Description => {
  const { title, translations, imageUrl, imageExpiresAt, imageLocale, url, category, usualDays } = row;
  return { title, translations, imageUrl, imageExpiresAt, imageLocale, url, category, usualDays };
};
