import type { ProductLevel } from '../../../domain/purchases/usual-gap.ts';
import type { GapSums } from './gap.ts';

/** The gaps of all customers with one product; or, for visits to the shop whatever is bought, with the shop. */
export interface ProductGaps {
  /** Days that the catalogue says one unit lasts. */
  readonly nominalDays?: number;
  /** Of each customer who bought it again. */
  readonly customers: readonly GapSums[];
}

/**
 * An empirical-Bayes log-normal model. The logarithm of days per unit of customer c with product p is N(m, sigma²), m is
 * N(mu_p, tau²) over customers, and mu_p is N(ln nominal days, omega²) over products. Without nominal days a product's
 * mu_p is expected where those of the shop are.
 */
export interface GapModel {
  readonly sigma: number;
  readonly tau: number;
  readonly omega: number;
  /** The mean of the logarithm over the shop's products. */
  readonly mu: number;
  readonly logLikelihood: number;
  /** Gaps that it was fitted to. */
  readonly gaps: number;
}

/** Gaps × precision and their weighted mean, over the customers of a product. */
export const weigh = (customers: readonly GapSums[], { sigma, tau }: Pick<GapModel, 'sigma' | 'tau'>) => {
  let precision = 0;
  let weighted = 0;
  let gaps = 0;
  for (const { count, sum } of customers) {
    if (count === 0) continue;
    const weight = 1 / (tau * tau + (sigma * sigma) / count);
    precision += weight;
    weighted += (weight * sum) / count;
    gaps += count;
  }
  return { precision, mean: precision > 0 ? weighted / precision : 0, gaps };
};

/**
 * Where a product stands: between what the catalogue says and what its customers showed, by how many they are. `prior`
 * is where a product without nominal days is looked for, the shop's mean or that of its category.
 */
export const productLevel = (model: GapModel, product: ProductGaps, prior = model.mu): ProductLevel => {
  const { precision, mean, gaps } = weigh(product.customers, model);
  const expected = product.nominalDays === undefined ? prior : Math.log(product.nominalDays);
  const believed = 1 / (model.omega * model.omega);
  const variance = 1 / (precision + believed);
  return { mean: variance * (precision * mean + believed * expected), variance, gaps };
};
