import type { Locale } from '../../../../domain/templates.ts';

/** The words around the lines of a cart. */
export interface LinesCopy {
  readonly quantity: (quantity: number, unitPrice: string) => string;
  readonly more: (articles: number) => string;
  readonly total: string;
}

export const linesCopy: Readonly<Record<Locale, LinesCopy>> = {
  fr: {
    quantity: (quantity, unitPrice) =>
      quantity > 1 ? `Quantité\u00a0: ${quantity} (${unitPrice} l’unité)` : 'Quantité\u00a0: 1',
    more: (articles) => (articles > 1 ? `et ${articles} autres articles` : 'et un autre article'),
    total: 'Total',
  },
  en: {
    quantity: (quantity, unitPrice) => (quantity > 1 ? `Quantity: ${quantity} (${unitPrice} each)` : 'Quantity: 1'),
    more: (articles) => (articles > 1 ? `and ${articles} more items` : 'and one more item'),
    total: 'Total',
  },
};
