import type { Answer } from '../answer.ts';
import { studentQuantile, studentTwoSided } from '../distributions.ts';
import { isLevel, unlessFlawed } from '../samples/check-samples.ts';
import type { Sample } from '../samples/sample.ts';

/** An estimate with its error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** How likely a value at least this far from 0 is if there is no effect. */
  readonly p: number;
  readonly degreesOfFreedom: number;
}

/**
 * How much more a customer of `treated` comes to than one of `control`: Welch's unequal variances t-test (Biometrika
 * 1947), for one look that was planned. An interval of `1 - alpha`.
 */
export const difference = (control: Sample, treated: Sample, alpha = 0.05): Answer<Estimate> =>
  unlessFlawed([control, treated], () => {
    if (!isLevel(alpha)) return { unanswerable: 'bad_option' };
    return estimateOf(treated.mean - control.mean, [...varianceParts(control, treated)], alpha);
  });

/** The variance of each arm's mean, with the degrees of freedom that it was estimated from. */
export const varianceParts = (...samples: readonly Sample[]): readonly VariancePart[] =>
  samples.map(({ variance, customers }) => ({ variance: variance / customers, freedom: customers - 1 }));

export interface VariancePart {
  readonly variance: number;
  readonly freedom: number;
}

/** An estimate whose variance is the sum of independent parts (Welch and Satterthwaite's degrees of freedom). */
export const estimateOf = (value: number, parts: readonly VariancePart[], alpha: number): Estimate => {
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const degreesOfFreedom = freedomOf(parts);
  const standardError = Math.sqrt(variance);
  const reach = studentQuantile(1 - alpha / 2, degreesOfFreedom) * standardError;
  return {
    value,
    standardError,
    low: value - reach,
    high: value + reach,
    p: studentTwoSided(value / standardError, degreesOfFreedom),
    degreesOfFreedom,
  };
};

export const freedomOf = (parts: readonly VariancePart[]): number => {
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  // Divided first: squares of tiny variances would vanish.
  return 1 / parts.reduce((sum, part) => sum + (part.variance / variance) ** 2 / part.freedom, 0);
};
