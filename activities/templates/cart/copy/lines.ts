import type { Locale } from '../../../../domain/templates.ts';

/** The words around the lines of a cart. */
export interface LinesCopy {
  readonly quantity: (quantity: number, unitPrice: string) => string;
  readonly more: (articles: number) => string;
  readonly total: string;
  /** Beside a price that fell. */
  readonly oldPrice: (price: string) => string;
  readonly left: (units: number) => string;
  readonly soldOut: string;
  /** Over the products that stand in for those that are sold out. */
  readonly alternatives: string;
  readonly insteadOf: (title: string) => string;
}

export const linesCopy: Readonly<Record<Locale, LinesCopy>> = {
  fr: {
    quantity: (quantity, unitPrice) =>
      quantity > 1 ? `Quantité\u00a0: ${quantity} (${unitPrice} l’unité)` : 'Quantité\u00a0: 1',
    more: (articles) => (articles > 1 ? `et ${articles} autres articles` : 'et un autre article'),
    total: 'Total',
    oldPrice: (price) => `au lieu de ${price}`,
    left: (units) => (units > 1 ? `Plus que ${units} en stock` : 'Le dernier en stock'),
    soldOut: 'Épuisé',
    alternatives: 'Dans le même esprit',
    insteadOf: (title) => `À la place de\u00a0: ${title}`,
  },
  en: {
    quantity: (quantity, unitPrice) => (quantity > 1 ? `Quantity: ${quantity} (${unitPrice} each)` : 'Quantity: 1'),
    more: (articles) => (articles > 1 ? `and ${articles} more items` : 'and one more item'),
    total: 'Total',
    oldPrice: (price) => `was ${price}`,
    left: (units) => (units > 1 ? `Only ${units} left` : 'The last one'),
    soldOut: 'Sold out',
    alternatives: 'In the same spirit',
    insteadOf: (title) => `Instead of: ${title}`,
  },
};

/** A note as it is written inside a sentence. */
export const aside = (note: string): string => note.charAt(0).toLowerCase() + note.slice(1);
