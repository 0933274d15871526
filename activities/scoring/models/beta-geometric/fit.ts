import digamma from '@stdlib/math-base-special-digamma';
import { type Histories, readHistories, thinnedHistories } from '../../fit/histories.ts';
import { type Estimates, maximumLikelihood } from '../../fit/maximum-likelihood.ts';
import type { Evaluation, Objective } from '../../fit/objective.ts';
import { logRising } from '../../special/log-rising.ts';
import type { HistoryColumns } from '../../statistics.ts';
import { type BetaGeometricModel, type BetaGeometricParameters, staysAfter } from './parameters.ts';

/** With more different histories than this the search begins with about so many of them. */
const many = 5000;

/**
 * The most likely parameters, by the analytic gradient. A row with a weight counts as so many customers.
 *
 * @throws UnfittableError when the customers do not determine them
 */
export const fitBetaGeometric = (
  model: BetaGeometricModel,
  columns: HistoryColumns,
): Estimates<keyof BetaGeometricParameters> => {
  const histories = readHistories(columns);
  const rate = histories.repeatPurchases / histories.time;
  const step = Math.floor(histories.size / many);
  const rough = step > 1 ? thinnedHistories(histories, step) : undefined;
  return maximumLikelihood(
    negativeLogLikelihood(model, histories),
    { r: 0.5, alpha: 0.5 / rate, a: 0.8, b: 2 },
    rough && { objective: negativeLogLikelihood(model, rough), share: rough.customers / histories.customers },
  );
};

/** As a function of the parameters' logarithms: what depends on x alone is computed once for each different x. */
const negativeLogLikelihood =
  (model: BetaGeometricModel, histories: Histories): Objective =>
  (point): Evaluation => {
    const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number];
    const { counts, countWeights, customers } = histories;
    const leaving = Float64Array.from(counts, (x) => {
      const stays = staysAfter(model, x);
      return stays === 0 ? -Infinity : Math.log(a / (b + (stays - 1)));
    });
    const { value: rows, byR, byAlpha, gone } = sumRows(histories, r, alpha, leaving);
    let value = rows + customers * r * Math.log(alpha);
    let overR = byR + customers * Math.log(alpha);
    let overA = 0;
    let overB = 0;
    const [psiR, psiB, psiAB] = [digamma(r), digamma(b), digamma(a + b)];
    for (let i = 0; i < counts.length; i += 1) {
      const x = counts[i]!;
      const stays = staysAfter(model, x);
      const weight = countWeights[i]!;
      value += weight * (logRising(r, x) + logRising(b, stays) - logRising(a + b, stays));
      overR += weight * (digamma(r + x) - psiR);
      const everyone = digamma(a + b + stays) - psiAB;
      overA += gone[i]! / a - weight * everyone;
      overB += weight * (digamma(b + stays) - psiB - everyone);
      if (stays > 0) overB -= gone[i]! / (b + (stays - 1));
    }
    const overAlpha = byAlpha + (customers * r) / alpha;
    return { value: -value, gradient: [-overR * r, -overAlpha * alpha, -overA * a, -overB * b] };
  };

/** The part of the sum that depends on times: of each history −(r + x) ln(alpha + T) + ln(1 + odds of being gone). */
const sumRows = (
  { size, counts, countOf, tx, T, weight }: Histories,
  r: number,
  alpha: number,
  leaving: Float64Array,
) => {
  const gone = new Float64Array(counts.length);
  let value = 0;
  let byR = 0;
  let byAlpha = 0;
  for (let i = 0; i < size; i += 1) {
    const index = countOf[i]!;
    const shape = r + counts[index]!;
    const here = weight[i]!;
    const end = alpha + T[i]!;
    const last = alpha + tx[i]!;
    const logEnd = Math.log(end);
    const since = logEnd - Math.log(last);
    const odds = leaving[index]! + shape * since;
    const small = Math.exp(-Math.abs(odds));
    const share = (odds > 0 ? 1 : small) / (1 + small);
    value += here * ((odds > 0 ? odds : 0) + Math.log(1 + small) - shape * logEnd);
    byR += here * (share * since - logEnd);
    byAlpha += here * shape * ((share - 1) / end - share / last);
    gone[index]! += here * share;
  }
  return { value, byR, byAlpha, gone };
};
