import type { Answer } from '../answer.ts';
import { normalQuantile, normalTwoSided } from '../distributions.ts';
import { finite, isLevel } from '../samples/check-samples.ts';
import { type SurvivalCurve, toldUntil } from './curve.ts';

/** How many days of the horizon a buyer of an arm stays one, on average, and the variance of that figure. */
export interface MeanDays {
  readonly value: number;
  readonly variance: number;
}

/**
 * The mean lifetime within the first `horizon` days: the area under the curve (Royston and Parmar, BMC Medical Research
 * Methodology 2013). Unlike a mean of all lifetimes it can be told before everybody has faded.
 */
export const meanDays = ({ fadings }: SurvivalCurve, horizon: number): MeanDays => {
  const steps = fadings.filter(({ day }) => day < horizon);
  // From the last day backwards: the area from each fading to the horizon is what its error weighs.
  let [area, variance, end] = [0, 0, horizon];
  for (const { day, share, atRisk, faded } of steps.toReversed()) {
    area += share * (end - day);
    if (atRisk > faded) variance += (area ** 2 * faded) / (atRisk * (atRisk - faded));
    end = day;
  }
  return { value: area + end, variance };
};

/** How much longer buyers of an arm stay than those of the control, in days of the horizon. */
export interface Longer {
  readonly horizon: number;
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** How likely a difference at least this large is if there is none. */
  readonly p: number;
}

/** An interval of `1 - alpha`, for one look that was planned. A horizon beyond what both arms were watched for is cut. */
export const longerBy = (
  control: SurvivalCurve,
  treated: SurvivalCurve,
  wanted: number,
  alpha = 0.05,
): Answer<Longer> => {
  if (!isLevel(alpha) || wanted <= 0) return { unanswerable: 'bad_option' };
  if (control.customers === 0 || treated.customers === 0) return { unanswerable: 'no_customers' };
  if (control.customers === 1 || treated.customers === 1) return { unanswerable: 'one_customer' };
  const horizon = Math.min(wanted, toldUntil(control), toldUntil(treated));
  const [one, other] = [meanDays(control, horizon), meanDays(treated, horizon)];
  const standardError = Math.sqrt(one.variance + other.variance);
  if (standardError === 0) return { unanswerable: 'no_variation' };
  const value = other.value - one.value;
  const reach = normalQuantile(1 - alpha / 2) * standardError;
  return finite({
    horizon,
    value,
    standardError,
    low: value - reach,
    high: value + reach,
    p: normalTwoSided(value / standardError),
  });
};
