import digamma from '@stdlib/math-base-special-digamma';
import { type Histories, readHistories, thinnedHistories } from '../../fit/histories.ts';
import { type Estimates, maximumLikelihood } from '../../fit/maximum-likelihood.ts';
import type { Evaluation, Objective } from '../../fit/objective.ts';
import { inLogarithms } from '../../fit/in-logarithms.ts';
import { logRising } from '../../special/log-rising.ts';
import { trigamma } from '../../special/trigamma.ts';
import type { HistoryColumns } from '../../statistics.ts';
import { type BetaGeometricModel, type BetaGeometricParameters, staysAfter } from './parameters.ts';
import { sumRows } from './row-sums.ts';

/** With more different histories than this the search begins with about so many of them. */
const many = 5000;
/** With more than this it goes on with one in sixteen, which leaves two or three looks at all of them. */
const veryMany = 50_000;

/**
 * The most likely parameters, by the analytic first and second derivatives. A row with a weight counts as so many
 * customers.
 *
 * @throws UnfittableError when the customers do not determine them
 */
export const fitBetaGeometric = (
  model: BetaGeometricModel,
  columns: HistoryColumns,
): Estimates<keyof BetaGeometricParameters> => {
  const histories = readHistories(columns);
  const rate = histories.repeatPurchases / histories.time;
  const steps = [histories.size / many, histories.size > veryMany ? 16 : 1].map(Math.floor).filter((step) => step > 1);
  const parts = steps.map((step) => thinnedHistories(histories, step));
  return maximumLikelihood(
    negativeLogLikelihood(model, histories),
    { r: 0.5, alpha: 0.5 / rate, a: 0.8, b: 2 },
    parts.map((part, at) => ({
      objective: negativeLogLikelihood(model, part),
      share: part.customers / (parts[at + 1] ?? histories).customers,
    })),
  );
};

/** As a function of the parameters' logarithms: what depends on x alone is computed once for each different x. */
const negativeLogLikelihood =
  (model: BetaGeometricModel, histories: Histories): Objective =>
  (point): Evaluation => {
    const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number];
    const { counts, countWeights, customers } = histories;
    let value = customers * r * Math.log(alpha);
    let [byR, byAlpha, byA, byB] = [customers * Math.log(alpha), (customers * r) / alpha, 0, 0];
    let [byRR, byRAlpha, byRA, byRB] = [0, customers / alpha, 0, 0];
    let [byAlphaAlpha, byAlphaA, byAlphaB] = [(-customers * r) / (alpha * alpha), 0, 0];
    let [byAA, byAB, byBB] = [0, 0, 0];
    const [psiR, psiB, psiAB] = [digamma(r), digamma(b), digamma(a + b)];
    const [bendR, bendB, bendAB] = [trigamma(r), trigamma(b), trigamma(a + b)];
    for (let n = 0; n < counts.length; n += 1) {
      const x = counts[n]!;
      const stays = staysAfter(model, x);
      const weight = countWeights[n]!;
      const shape = r + x;
      // Where nobody could have left yet, b does not move the odds of it, which are 0.
      const each = stays === 0 ? 0 : 1 / (b + (stays - 1));
      const sums = sumRows(histories, n, { shape, alpha, leaving: Math.log(a * each) });
      const everyone = weight * (digamma(a + b + stays) - psiAB);
      const everyoneBends = weight * (trigamma(a + b + stays) - bendAB);
      value += weight * (logRising(r, x) + logRising(b, stays) - logRising(a + b, stays));
      value += sums.logOdds - shape * sums.logEnd;
      byR += weight * (digamma(shape) - psiR) + sums.shareSince - sums.logEnd;
      byAlpha += shape * sums.shareSlope;
      byA += sums.share / a - everyone;
      byB += weight * (digamma(b + stays) - psiB) - everyone - sums.share * each;
      byRR += weight * (trigamma(shape) - bendR) + sums.spreadSinceSince;
      byRAlpha += sums.shareSlope + shape * sums.spreadSinceSlope;
      byRA += sums.spreadSince / a;
      byRB -= sums.spreadSince * each;
      byAlphaAlpha += shape * (sums.shareBend + shape * sums.spreadSlopeSlope);
      byAlphaA += (shape * sums.spreadSlope) / a;
      byAlphaB -= shape * sums.spreadSlope * each;
      byAA += (sums.spread - sums.share) / (a * a) - everyoneBends;
      byAB -= (sums.spread * each) / a + everyoneBends;
      byBB += weight * (trigamma(b + stays) - bendB) - everyoneBends + (sums.spread + sums.share) * each * each;
    }
    return inLogarithms([r, alpha, a, b], {
      value: -value,
      gradient: [-byR, -byAlpha, -byA, -byB],
      hessian: [
        [-byRR, -byRAlpha, -byRA, -byRB],
        [-byRAlpha, -byAlphaAlpha, -byAlphaA, -byAlphaB],
        [-byRA, -byAlphaA, -byAA, -byAB],
        [-byRB, -byAlphaB, -byAB, -byBB],
      ],
    });
  };
