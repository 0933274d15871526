/** Buyers of a product, and those of them who bought it again. */
export interface Rebuyers {
  readonly buyers: number;
  readonly again: number;
}

/**
 * The share of a product's buyers who buy it again (the repeat customer probability of Bhagat et al., KDD 2018), drawn
 * toward the shop's own share as if `strength` more buyers had been seen: three buyers say little.
 */
export const rebuyShare = ({ buyers, again }: Rebuyers, shop: Rebuyers, strength = 20): number => {
  const expected = shop.buyers > 0 ? shop.again / shop.buyers : 0;
  return (again + strength * expected) / (buyers + strength);
};
