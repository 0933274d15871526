import type { Duration } from '../time/duration.ts';

/** What a message shows a product for: as a line of the customer's own cart, or as our own proposal. */
export type ProductUse = 'cart' | 'recommended';

/** What the catalogue may lack of a product. `language`: a title in the message's own language. */
export type ProductField = 'title' | 'language' | 'image' | 'link' | 'price';

/** How alternatives are put in order; each word is one function in `domain/products/alternatives.ts`. */
export type AlternativesOrder = 'best-seller' | 'nearest';

export interface AlternativesPolicy {
  /** Shown in one message at most, of all the products that it cannot offer. */
  readonly most: number;
  /** How far the price may be from the wanted product's, in percent of it, up and down. */
  readonly priceWithin: number;
  readonly order: AlternativesOrder;
}

/** When a product may be shown, and how (R215, R217, R229). */
export interface ProductsPolicy {
  /** What a product must have. What else is missing or wrong of it is left away: a picture, a link. */
  readonly needs: Readonly<Record<ProductUse, readonly ProductField[]>>;
  /** For how long what the store told holds; null: until it tells anew. A product whose stock was never told has none. */
  readonly freshFor: {
    readonly stock: Duration | null;
    readonly price: Duration | null;
    readonly description: Duration | null;
  };
  /**
   * What it means that a product's stock was not told anew. `unchanged`: the store tells changes, so that every stock
   * is as fresh as the newest of the whole catalogue; `unknown`: it tells each stock again and again.
   */
  readonly stockSilence: 'unchanged' | 'unknown';
  /** Hosts besides the store's own that links may lead to: `help.shop.example`, or `*.shop.example` for all below. */
  readonly linkHosts: readonly string[];
  readonly cart: {
    /** What becomes of lines that cannot be bought any more. */
    readonly outOfStock: 'shown' | 'left-out';
    /** Beside a price that fell, the one that the cart was filled at. Whether it may be called "was" is the law's: art. L112-1-1. */
    readonly oldPrice: boolean;
    /** "Only 2 left" from this stock downwards; 0: only where the cart wants more than there is. */
    readonly tellStockFrom: number;
  };
  readonly alternatives: AlternativesPolicy;
  /** Products with no more units than this leave proposals (R221); those in the customer's own cart stay. */
  readonly recommendAbove: number;
}

/**
 * A line of the customer's own cart is shown also without its picture or page; a proposal must be whole. More than a day
 * for stock: the shops' feeds of catalogues come nightly, and some nights hours later than others.
 */
export const defaultProducts: ProductsPolicy = {
  needs: { cart: ['title', 'price'], recommended: ['title', 'language', 'image', 'link', 'price'] },
  freshFor: { stock: '30 hours', price: null, description: null },
  stockSilence: 'unchanged',
  linkHosts: [],
  cart: { outOfStock: 'shown', oldPrice: false, tellStockFrom: 0 },
  alternatives: { most: 3, priceWithin: 30, order: 'best-seller' },
  recommendAbove: 3,
};
