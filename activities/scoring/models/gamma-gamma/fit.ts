import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { UnfittableError } from '../../fit/errors.ts';
import { groupRows } from '../../fit/group-rows.ts';
import { type Estimates, maximumLikelihood } from '../../fit/maximum-likelihood.ts';
import type { Evaluation } from '../../fit/objective.ts';
import { inLogarithms } from '../../fit/in-logarithms.ts';
import { logRising } from '../../special/log-rising.ts';
import { trigamma } from '../../special/trigamma.ts';
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
  const total = x.map((count, i) => count * meanSpend[i]!);
  const buyers = sum(weight);
  const logMeans = sum(meanSpend.map((mean, i) => weight[i]! * Math.log(mean)));
  const logTotals = sum(total.map((all, i) => weight[i]! * x[i]! * Math.log(all)));
  const counts = new Map<number, number>();
  for (let i = 0; i < x.length; i += 1) counts.set(x[i]!, (counts.get(x[i]!) ?? 0) + weight[i]!);
  return (point: readonly number[]): Evaluation => {
    const [p, q, v] = point.map(Math.exp) as [number, number, number];
    const [gammaQ, psiQ, bendQ] = [gammaln(q), digamma(q), trigamma(q)];
    let [value, byP, byQ, byPP, byPQ, byQQ] = [-logMeans, 0, 0, 0, 0, 0];
    for (const [count, many] of counts) {
      const shape = p * count;
      const [all, bend] = [digamma(shape + q), trigamma(shape + q)];
      value += many * (logRising(shape, q) - gammaQ);
      byP += many * count * (all - digamma(shape));
      byQ += many * (all - psiQ);
      byPP += many * count * count * (bend - trigamma(shape));
      byPQ += many * count * bend;
      byQQ += many * (bend - bendQ);
    }
    let [logs, countLogs, over, countOver, overSquare, countOverSquare] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < x.length; i += 1) {
      const both = v + total[i]!;
      const here = weight[i]! / both;
      const log = weight[i]! * Math.log(both);
      logs += log;
      countLogs += x[i]! * log;
      over += here;
      countOver += x[i]! * here;
      overSquare += here / both;
      countOverSquare += (x[i]! * here) / both;
    }
    // Of each buyer −p x ln(1 + v / total) − q ln(1 + total / v).
    const [own, others] = [countLogs - logTotals, logs - buyers * Math.log(v)];
    value -= p * own + q * others;
    byP -= own;
    byQ -= others;
    const byV = (q * buyers) / v - p * countOver - q * over;
    const byVV = p * countOverSquare + q * overSquare - (q * buyers) / (v * v);
    const byQV = buyers / v - over;
    return inLogarithms([p, q, v], {
      value: -value,
      gradient: [-byP, -byQ, -byV],
      hessian: [
        [-byPP, -byPQ, countOver],
        [-byPQ, -byQQ, -byQV],
        [countOver, -byQV, -byVV],
      ],
    });
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
