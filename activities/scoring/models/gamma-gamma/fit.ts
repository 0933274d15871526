import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { UnfittableError } from '../../fit/errors.ts';
import { groupRows } from '../../fit/group-rows.ts';
import { type Estimates, maximumLikelihood } from '../../fit/maximum-likelihood.ts';
import type { Evaluation } from '../../fit/objective.ts';
import { logRising } from '../../special/log-rising.ts';
import type { SpendingColumns } from '../../statistics.ts';
import type { GammaGammaParameters } from './gamma-gamma.ts';

export interface GammaGammaFit extends Estimates<keyof GammaGammaParameters> {
  /** Repeat buyers whose amounts were fitted. */
  readonly buyers: number;
  /** Repeat buyers left out: their purchases came to nothing, or less, which no Gamma distribution gives. */
  readonly leftOut: number;
  /** Between purchases and mean amount: the model takes them as independent, so this should be near 0. */
  readonly correlation: number;
}

/**
 * The most likely parameters, from customers with a repeat purchase and a positive mean amount; others are left out.
 *
 * @throws UnfittableError when the customers do not determine them
 */
export const fitGammaGamma = (columns: SpendingColumns): GammaGammaFit => {
  const { x, meanSpend, weight, leftOut } = readBuyers(columns);
  const buyers = sum(weight);
  if (buyers === 0)
    throw new UnfittableError(
      'NO_REPEAT_PURCHASES',
      'No customer has a repeat purchase with a positive amount. Fit what they spend again when some have.',
    );
  const mean = sum(weight.map((many, i) => many * meanSpend[i]!)) / buyers;
  const estimates = maximumLikelihood<keyof GammaGammaParameters>(objective(x, meanSpend, weight), {
    p: 2,
    q: 3,
    v: mean,
  });
  return { ...estimates, buyers, leftOut, correlation: correlation(x, meanSpend, weight) };
};

const readBuyers = (columns: SpendingColumns) => {
  const grouped = groupRows([columns.x, columns.meanSpend], columns.weight);
  const [x, meanSpend] = grouped.columns as [Float64Array, Float64Array];
  let leftOut = 0;
  const kept: number[] = [];
  for (let i = 0; i < grouped.size; i += 1) {
    if (!(Number.isSafeInteger(x[i]!) && x[i]! >= 0 && Number.isFinite(meanSpend[i]!) && grouped.weight[i]! >= 0))
      throw new UnfittableError(
        'HISTORY_INVALID',
        `A customer has ${x[i]!} repeat purchases of ${meanSpend[i]!} on average, which is impossible. Correct or leave it out.`,
      );
    if (x[i] === 0) continue;
    if (meanSpend[i]! > 0) kept.push(i);
    else leftOut += grouped.weight[i]!;
  }
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!);
  return { x: pick(x), meanSpend: pick(meanSpend), weight: pick(grouped.weight), leftOut };
};

/** The negative log-likelihood as a function of the parameters' logarithms. */
const objective = (x: Float64Array, meanSpend: Float64Array, weight: Float64Array) => {
  const counts = Float64Array.from(new Set(x)).toSorted();
  const places = new Map(Array.from(counts, (count, index) => [count, index]));
  const countWeights = new Float64Array(counts.length);
  for (let i = 0; i < x.length; i += 1) countWeights[places.get(x[i]!)!]! += weight[i]!;
  return (point: readonly number[]): Evaluation => {
    const [p, q, v] = point.map(Math.exp) as [number, number, number];
    let value = 0;
    let byP = 0;
    let byQ = 0;
    let byV = 0;
    const [gammaQ, psiQ] = [gammaln(q), digamma(q)];
    for (let i = 0; i < counts.length; i += 1) {
      const shape = p * counts[i]!;
      const all = digamma(shape + q);
      value += countWeights[i]! * (logRising(shape, q) - gammaQ);
      byP += countWeights[i]! * counts[i]! * (all - digamma(shape));
      byQ += countWeights[i]! * (all - psiQ);
    }
    for (let i = 0; i < x.length; i += 1) {
      const count = x[i]!;
      const total = count * meanSpend[i]!;
      const here = weight[i]!;
      const own = Math.log1p(v / total);
      const others = Math.log1p(total / v);
      value -= here * (p * count * own + q * others + Math.log(meanSpend[i]!));
      byP -= here * count * own;
      byQ -= here * others;
      byV += (here * ((q * total) / v - p * count)) / (v + total);
    }
    return { value: -value, gradient: [-byP * p, -byQ * q, -byV * v] };
  };
};

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Pearson's; 0 when one of the two does not vary. */
const correlation = (x: Float64Array, y: Float64Array, weight: Float64Array): number => {
  const all = sum(weight);
  const mean = (values: Float64Array) => sum(values.map((value, i) => value * weight[i]!)) / all;
  const [mx, my] = [mean(x), mean(y)];
  const moment = (f: (i: number) => number) => sum(weight.map((many, i) => many * f(i)));
  const xx = moment((i) => (x[i]! - mx) ** 2);
  const yy = moment((i) => (y[i]! - my) ** 2);
  return xx > 0 && yy > 0 ? moment((i) => (x[i]! - mx) * (y[i]! - my)) / Math.sqrt(xx * yy) : 0;
};
