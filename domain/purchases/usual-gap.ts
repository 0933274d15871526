/** What is known of how long a product lasts on the whole: the logarithm of the days of a unit, over its customers. */
export interface ProductLevel {
  readonly mean: number;
  readonly variance: number;
  /** Gaps of all customers that it rests on. */
  readonly gaps: number;
}

/** What the model says of one customer's gaps with one product: ln(days per unit) is normal. */
export interface UsualGap {
  readonly mean: number;
  /** Of the next gap's logarithm. */
  readonly deviation: number;
  /** What it rests on: the customer's own gaps, and those of all with the product. */
  readonly evidence: { readonly own: number; readonly all: number };
}

/**
 * A customer's usual gap: own gaps and the product's mean, which counts for sigma² / tau² gaps. `sum` is of
 * ln(days / units); count × median in its place is less moved by one odd gap.
 */
export const usualGap = (
  { sigma, tau }: { readonly sigma: number; readonly tau: number },
  product: ProductLevel,
  own: { readonly count: number; readonly sum: number },
): UsualGap => {
  const pseudo = (sigma / tau) ** 2;
  const weight = pseudo / (own.count + pseudo);
  const mean = (own.sum + pseudo * product.mean) / (own.count + pseudo);
  // Of the gap itself, of what is not known of the customer, and of what is not known of the product.
  const variance = sigma * sigma + weight * tau * tau + weight * weight * product.variance;
  return { mean, deviation: Math.sqrt(variance), evidence: { own: own.count, all: product.gaps } };
};
