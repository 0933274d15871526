import type { Answer } from '../answer.ts';
import { logBeta, normalQuantile, normalTwoSided } from '../distributions.ts';
import { isLevel } from '../samples/check-samples.ts';

/** How many of how many customers did it. */
export interface Count {
  readonly customers: number;
  readonly did: number;
}

export interface RateDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** By the pooled standard error, as under no effect. */
  readonly z: number;
  readonly p: number;
  /** 0.1: a tenth more than the control; undefined when nobody of the control did it. */
  readonly lift?: number;
}

/** The difference of two rates: z-test with pooled variance, Wald interval with separate ones. */
export const rateDifference = (control: Count, treated: Count, alpha = 0.05): Answer<RateDifference> => {
  const flaw = flawOfCounts(control, treated);
  if (flaw) return { unanswerable: flaw };
  if (!isLevel(alpha)) return { unanswerable: 'bad_option' };
  const [a, b] = [control.did / control.customers, treated.did / treated.customers];
  const pooled = (control.did + treated.did) / (control.customers + treated.customers);
  const underNone = Math.sqrt(pooled * (1 - pooled) * (1 / control.customers + 1 / treated.customers));
  if (underNone === 0) return { unanswerable: 'no_variation' };
  const reach =
    normalQuantile(1 - alpha / 2) * Math.sqrt((a * (1 - a)) / control.customers + (b * (1 - b)) / treated.customers);
  const z = (b - a) / underNone;
  const value = b - a;
  return { value, low: value - reach, high: value + reach, z, p: normalTwoSided(z), ...(a > 0 && { lift: b / a - 1 }) };
};

/**
 * How likely the treated rate is the higher one, from even priors: exact, as a sum over beta functions (Cook 2005;
 * Miller 2015). To be shown beside a test, not in its place: whoever looks every day is misled by it too.
 */
export const chanceToBeat = (control: Count, treated: Count): Answer<{ readonly chance: number }> => {
  const flaw = flawOfCounts(control, treated);
  if (flaw) return { unanswerable: flaw };
  const [a, b] = [control.did + 1, control.customers - control.did + 1];
  const [c, d] = [treated.did + 1, treated.customers - treated.did + 1];
  let chance = 0;
  for (let i = 0; i < c; i++) {
    chance += Math.exp(logBeta(a + i, b + d) - Math.log(d + i) - logBeta(1 + i, d) - logBeta(a, b));
  }
  return { chance: Math.min(1, chance) };
};

const flawOfCounts = (...counts: readonly Count[]) => {
  if (counts.some(({ customers }) => customers === 0)) return 'no_customers';
  const areCounts = counts.every(({ customers, did }) => isCount(customers) && isCount(did) && did <= customers);
  return areCounts ? undefined : 'bad_number';
};

const isCount = (one: number): boolean => Number.isInteger(one) && one >= 0;
