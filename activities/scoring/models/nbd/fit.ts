import digamma from '@stdlib/math-base-special-digamma';
import { readHistories } from '../../fit/histories.ts';
import { type Estimates, maximumLikelihood } from '../../fit/maximum-likelihood.ts';
import { logRising } from '../../special/log-rising.ts';
import type { HistoryColumns } from '../../statistics.ts';
import type { NbdParameters } from './nbd.ts';

/**
 * The most likely parameters, by the analytic gradient.
 *
 * @throws UnfittableError when the customers do not determine them
 */
export const fitNbd = (columns: HistoryColumns): Estimates<keyof NbdParameters> => {
  const { counts, countWeights, starts, T, weight, customers, repeatPurchases, time } = readHistories(columns);
  const objective = (point: readonly number[]) => {
    const [r, alpha] = point.map(Math.exp) as [number, number];
    const psiR = digamma(r);
    let value = customers * r * Math.log(alpha);
    let byR = customers * Math.log(alpha);
    let byAlpha = (customers * r) / alpha;
    for (let i = 0; i < counts.length; i += 1) {
      value += countWeights[i]! * logRising(r, counts[i]!);
      byR += countWeights[i]! * (digamma(r + counts[i]!) - psiR);
    }
    for (let n = 0; n < counts.length; n += 1) {
      const shape = r + counts[n]!;
      for (let i = starts[n]!; i < starts[n + 1]!; i += 1) {
        const end = alpha + T[i]!;
        const logEnd = weight[i]! * Math.log(end);
        value -= shape * logEnd;
        byR -= logEnd;
        byAlpha -= (weight[i]! * shape) / end;
      }
    }
    return { value: -value, gradient: [-byR * r, -byAlpha * alpha] };
  };
  return maximumLikelihood(objective, { r: 0.5, alpha: (0.5 * time) / repeatPurchases });
};
