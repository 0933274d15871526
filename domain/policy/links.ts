import type { Duration } from '../time/duration.ts';

/** Of which messages it is recorded that a link was followed. */
export type RecordedClicks = 'all' | 'marketing' | 'none';

/** Where the links of messages lead, and what the shop learns of them. */
export interface LinksPolicy {
  readonly clicks: RecordedClicks;
  /** `utm_source` of every link to the shop, for its web analytics; null: its links carry no such parameters. */
  readonly source: string | null;
  readonly cart: {
    /**
     * The storefront's address that fills the cart again, such as `https://shop.example/cart/{lines}` with `{cart}` (the
     * shop's own id of it) and `{lines}` (what is in it); null: the address that the shop told of each cart.
     */
    readonly restoreUrl: string | null;
    /** How `{lines}` is written: one line with `{product}` and `{quantity}`, and what stands between two. */
    readonly line: string;
    readonly between: string;
    /** How long after its message a link fills the cart; after that it leads to the shop. */
    readonly works: Duration;
  };
}

/**
 * Clicks of marketing alone: whoever reads about an order is not followed. Lines as Shopify's cart permalinks have them
 * (https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks).
 */
export const defaultLinks: LinksPolicy = {
  clicks: 'marketing',
  source: 'relance',
  cart: { restoreUrl: null, line: '{product}:{quantity}', between: ',', works: '30 days' },
};
