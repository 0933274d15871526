import type { Answer } from '../answer.ts';
import { normalCdf } from '../distributions.ts';
import { flawOf } from '../samples/check-samples.ts';
import { type Sample, standardError } from '../samples/sample.ts';

/** Below this many customers an arm's mean says too little for others to lose customers by it. */
const leastCustomers = 100;
/** Of the integral, 0.1 standard errors apart. */
const points = 160;

export interface ReallocationOptions {
  /** The least part of the customers that each arm keeps: what is never tried again is never learned (0.1). */
  readonly floor?: number;
}

/**
 * The parts of the next customers that each arm gets: as likely as it is the best one (Thompson 1933), but never less
 * than `floor`. By the normal approximation of each mean, integrated: the same data give the same weights. Even parts
 * while an arm has fewer than 100 customers.
 */
export const thompsonWeights = (
  arms: readonly Sample[],
  { floor = 0.1 }: ReallocationOptions = {},
): Answer<{ readonly weights: readonly number[] }> => {
  if (arms.length < 2) return { unanswerable: 'one_arm' };
  if (!(floor >= 0) || floor * arms.length > 1) return { unanswerable: 'bad_option' };
  const even = arms.map(() => 1 / arms.length);
  const flaw = flawOf(...arms);
  if (flaw === 'bad_number') return { unanswerable: flaw };
  if (flaw || arms.some(({ customers }) => customers < leastCustomers)) return { weights: even };
  const free = 1 - floor * arms.length;
  return { weights: chancesToBeBest(arms).map((chance) => floor + free * chance) };
};

/** How likely each arm's true mean is the highest; they sum to 1. */
const chancesToBeBest = (arms: readonly Sample[]): readonly number[] => {
  const least = Math.max(...arms.map(standardError)) * 1e-6;
  const means = arms.map((arm) => ({ mean: arm.mean, error: Math.max(least, standardError(arm)) }));
  const chances = means.map(({ mean, error }, self) => {
    let chance = 0;
    for (let at = 0; at <= points; at++) {
      const z = (at / points) * 16 - 8;
      const others = means.reduce(
        (product, other, arm) =>
          arm === self ? product : product * normalCdf((mean + z * error - other.mean) / other.error),
        1,
      );
      chance += Math.exp(-0.5 * z * z) * others;
    }
    return chance;
  });
  const total = chances.reduce((sum, one) => sum + one, 0);
  return chances.map((chance) => chance / total);
};
