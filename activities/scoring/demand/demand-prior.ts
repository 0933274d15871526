import type { DemandPrior } from '../../../domain/demand/forecast.ts';

/** How a store's products sold: of units a week, over the weeks that are looked at. */
export interface SalesMoments {
  readonly mean: number;
  readonly variance: number;
  readonly withinVariance: number;
  readonly squaredMean: number;
  readonly weeks: number;
  /** Days since the first sale, and units before and after this day of last year. */
  readonly days: number;
  readonly yearBefore: number;
  readonly yearAfter: number;
  /** How long the two stretches were. */
  readonly daysBefore: number;
  readonly daysAfter: number;
}

/** A year and five weeks: then last year's season is whole. */
const leastDays = 400;
/** Units that count as much as no season at all. */
const seasonPull = 100;
/** A week that differs from the mean by more than twice of it is chance, not the product. */
const mostDispersion = 4;

/**
 * What a product of which little is known is drawn toward, by moments: a gamma distribution of the products' rates, whose
 * variance is what chance leaves of that between them; the dispersion beyond chance of a product's own weeks; and the
 * season, from the same days of last year against those before them, as far as they had sales (R218).
 */
export const demandPrior = (sales: SalesMoments): DemandPrior => {
  const { mean, variance, withinVariance, squaredMean, weeks } = sales;
  const between = Math.max(variance - mean / weeks, 1e-9);
  const weight = mean > 0 ? Math.min(weeks, Math.max(0.02, mean / between)) : 1;
  const beyond = squaredMean > 0 ? (withinVariance - mean) / squaredMean : 0;
  return {
    mean: Math.max(0, mean || 0),
    weight,
    dispersion: Math.min(mostDispersion, Math.max(0, beyond || 0)),
    season: seasonOf(sales),
  };
};

const seasonOf = ({ days, yearBefore, yearAfter, daysBefore, daysAfter }: SalesMoments): number => {
  if (!(days >= leastDays) || !(yearBefore > 0)) return 1;
  const usual = (yearBefore / daysBefore) * daysAfter;
  return (yearAfter + seasonPull) / (usual + seasonPull);
};
