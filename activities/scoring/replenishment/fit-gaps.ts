import { UnfittableError } from '../fit/errors.ts';
import { minimise } from '../fit/minimise.ts';
import type { Evaluation } from '../fit/objective.ts';
import { type GapModel, type ProductGaps, weigh } from './gap-model.ts';

/**
 * The most likely sigma and tau of the gaps of customers with one thing, such as visits to the shop; its mean has no
 * prior.
 *
 * @throws UnfittableError NO_REPEAT_PURCHASES without a gap
 */
export const fitVisitGaps = (visits: ProductGaps): GapModel => fit([{ ...visits, center: undefined }]);

/**
 * The most likely sigma, tau and omega of a shop's products.
 *
 * @throws UnfittableError NO_REPEAT_PURCHASES without a gap
 */
export const fitProductGaps = (products: readonly ProductGaps[]): GapModel => {
  const known = products.filter(({ customers }) => customers.some(({ count }) => count > 0));
  // Products of which the catalogue says nothing are expected where the shop's gaps are on the whole.
  const shop = weigh(
    known.flatMap(({ customers }) => customers),
    { sigma: 1, tau: 1 },
  ).mean;
  return fit(
    known.map((one) => ({ ...one, center: one.nominalDays === undefined ? shop : Math.log(one.nominalDays) })),
  );
};

interface Centred extends ProductGaps {
  /** Where the product's mean is expected; undefined when nothing is, and it is what fits best. */
  readonly center: number | undefined;
}

/** Nothing moves further than e^7 from the start: a spread that is 0 is as good as that. */
const far = 7;

const fit = (products: readonly Centred[]): GapModel => {
  const gaps = products.reduce((sum, { customers }) => sum + customers.reduce((of, { count }) => of + count, 0), 0);
  if (gaps === 0)
    throw new UnfittableError('NO_REPEAT_PURCHASES', 'Nobody bought anything twice. Fit the gaps when somebody has.');
  const centred = products.some(({ center }) => center !== undefined);
  const start = [0, -0.6, ...(centred ? [-1] : [])];
  const { point, value } = minimise((at) => negativeLogLikelihood(products, at), start, { far });
  const [sigma, tau, omega = 0] = point.map(Math.exp) as [number, number, number?];
  const mu = weigh(
    products.flatMap(({ customers }) => customers),
    { sigma, tau },
  ).mean;
  // One thing alone: its mean is what its own customers say, which no prior may draw elsewhere.
  return { sigma, tau, omega: centred ? omega : 1e6, mu, logLikelihood: -value, gaps };
};

/**
 * Of days (not of their logarithms), as a function of ln sigma, ln tau and ln omega. Given its mean mu_p a product's
 * customers are independent, and mu_p given them is normal; the gradient is that of the complete data, expected over it
 * (Fisher's identity).
 */
const negativeLogLikelihood = (products: readonly Centred[], point: readonly number[]): Evaluation => {
  const [sigma, tau, omega = 1] = point.map(Math.exp) as [number, number, number?];
  const [sigma2, tau2, omega2] = [sigma * sigma, tau * tau, omega * omega];
  let value = 0;
  let bySigma2 = 0;
  let byTau2 = 0;
  let byOmega2 = 0;
  for (const { customers, center } of products) {
    const { precision, mean, gaps } = weigh(customers, { sigma, tau });
    if (gaps === 0) continue;
    const variance = center === undefined ? 0 : 1 / (precision + 1 / omega2);
    const level = center === undefined ? mean : variance * (precision * mean + center / omega2);
    for (const { count, sum, sumOfSquares } of customers) {
      if (count === 0) continue;
      const own = sum / count;
      const within = Math.max(0, sumOfSquares - sum * own);
      const spread = tau2 + sigma2 / count;
      value -= (count - 1) * Math.log(2 * Math.PI * sigma2) + within / sigma2 + Math.log(count) + 2 * sum;
      value -= Math.log(2 * Math.PI * spread) + (own - mean) ** 2 / spread;
      const bySpread = ((own - level) ** 2 + variance) / (spread * spread) - 1 / spread;
      byTau2 += bySpread;
      bySigma2 += bySpread / count + within / (sigma2 * sigma2) - (count - 1) / sigma2;
    }
    if (center !== undefined) {
      value -= Math.log1p(omega2 * precision) + (mean - center) ** 2 / (omega2 + 1 / precision);
      byOmega2 += ((level - center) ** 2 + variance) / (omega2 * omega2) - 1 / omega2;
    }
  }
  // Each of the sums is of twice the logarithm; a variance is twice its deviation in logarithms.
  const gradient = [-bySigma2 * sigma2, -byTau2 * tau2, -byOmega2 * omega2];
  return { value: -value / 2, gradient: gradient.slice(0, point.length) };
};
