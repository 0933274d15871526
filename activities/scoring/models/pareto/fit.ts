import digamma from '@stdlib/math-base-special-digamma';
import { type Histories, readHistories, thinnedHistories } from '../../fit/histories.ts';
import { type Estimates, maximumLikelihood } from '../../fit/maximum-likelihood.ts';
import type { Evaluation, Objective } from '../../fit/objective.ts';
import { logRising } from '../../special/log-rising.ts';
import type { HistoryColumns } from '../../statistics.ts';
import type { ParetoParameters } from './parameters.ts';
import { integrate } from './span.ts';

/** With more different histories than this the search begins with about so many of them. */
const many = 250;

/**
 * The most likely parameters, by the analytic gradient under the integral. A row with a weight counts as so many
 * customers.
 *
 * @throws UnfittableError when the customers do not determine them
 */
export const fitPareto = (columns: HistoryColumns): Estimates<keyof ParetoParameters> => {
  const histories = readHistories(columns);
  const rate = histories.repeatPurchases / histories.time;
  const mean = histories.time / histories.customers;
  const step = Math.floor(histories.size / many);
  const rough = step > 1 ? thinnedHistories(histories, step) : undefined;
  return maximumLikelihood(
    negativeLogLikelihood(histories),
    { r: 0.5, alpha: 0.5 / rate, s: 0.6, beta: mean / 2 },
    rough && [{ objective: negativeLogLikelihood(rough), share: rough.customers / histories.customers }],
  );
};

/** As a function of the parameters' logarithms. */
const negativeLogLikelihood =
  (histories: Histories): Objective =>
  (point): Evaluation => {
    const [r, alpha, s, beta] = point.map(Math.exp) as [number, number, number, number];
    const parameters = { r, alpha, s, beta };
    const { size, counts, countWeights, starts, tx, T, weight, customers } = histories;
    const psiR = digamma(r);
    let value = customers * (r * Math.log(alpha) + s * Math.log(beta));
    let byR = customers * Math.log(alpha);
    let byAlpha = (customers * r) / alpha;
    let byS = customers * Math.log(beta);
    let byBeta = (customers * s) / beta;
    for (let i = 0; i < counts.length; i += 1) {
      value += countWeights[i]! * logRising(r, counts[i]!);
      byR += countWeights[i]! * (digamma(r + counts[i]!) - psiR);
    }
    let count = 0;
    for (let i = 0; i < size; i += 1) {
      while (starts[count + 1]! <= i) count += 1;
      const shape = r + counts[count]!;
      const [last, end] = [tx[i]!, T[i]!];
      // Relative to the last purchase: the chance of having lived to the end in silence, and of having left at u.
      const silence = shape * Math.log((alpha + end) / (alpha + last)) + s * Math.log((beta + end) / (beta + last));
      const alive = Math.exp(-silence);
      let left = 0;
      let logAlpha = 0;
      let overAlpha = 0;
      let logBeta = 0;
      let overBeta = 0;
      integrate({ parameters, shape, from: last, to: end }, 'beta', (u, share, sinceAlpha, sinceBeta) => {
        left += share;
        logAlpha += share * sinceAlpha;
        overAlpha += share / (alpha + u);
        logBeta += share * sinceBeta;
        overBeta += share / (beta + u);
      });
      const [lastAlpha, lastBeta] = [Math.log(alpha + last), Math.log(beta + last)];
      logAlpha += left * lastAlpha;
      logBeta += left * lastBeta;
      const total = alive + s * left;
      const here = weight[i]!;
      const each = here / total;
      value += here * (Math.log(total) - shape * lastAlpha - s * lastBeta);
      byR -= each * (alive * Math.log(alpha + end) + s * logAlpha);
      byAlpha -= each * shape * (alive / (alpha + end) + s * overAlpha);
      byS -= each * (alive * Math.log(beta + end) + s * logBeta - left);
      byBeta -= each * ((s * alive) / (beta + end) + s * (s + 1) * overBeta);
    }
    return { value: -value, gradient: [-byR * r, -byAlpha * alpha, -byS * s, -byBeta * beta] };
  };
