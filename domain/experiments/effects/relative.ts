import type { Answer } from '../answer.ts';
import { studentQuantile } from '../distributions.ts';
import { isLevel, unlessFlawed } from '../samples/check-samples.ts';
import { type Sample, standardError } from '../samples/sample.ts';
import { type Estimate, estimateOf, freedomOf, varianceParts } from './difference.ts';

/** Nearer to 0 than this many standard errors the control's mean may not be divided by as if it were certain. */
const certainFrom = 3;

export interface Lift {
  /** 0.1: a tenth more than the control. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: 'delta' | 'fieller';
}

/** The difference in parts of the control's mean; by Fieller's interval where that mean is near 0. */
export const lift = (control: Sample, treated: Sample, alpha = 0.05): Answer<Lift> =>
  unlessFlawed([control, treated], () => {
    const isCertain = Math.abs(control.mean) >= certainFrom * standardError(control) && control.mean !== 0;
    if (!isCertain) return fiellerLift(control, treated, alpha);
    const estimate = deltaLift(control, treated, alpha);
    if ('unanswerable' in estimate) return estimate;
    const { value, low, high } = estimate;
    return { value, low, high, method: 'delta' };
  });

/**
 * By the delta method (Deng, Knoblich and Lu 2018, arXiv 1803.06336): var(b/a) is about var(b)/a² + b² var(a)/a⁴.
 */
export const deltaLift = (control: Sample, treated: Sample, alpha = 0.05): Answer<Estimate> =>
  unlessFlawed([control, treated], () => {
    if (!isLevel(alpha)) return { unanswerable: 'bad_option' };
    if (control.mean === 0) return { unanswerable: 'control_near_zero' };
    const ratio = treated.mean / control.mean;
    const [ofControl, ofTreated] = varianceParts(control, treated);
    const variance = (ofTreated!.variance + ratio ** 2 * ofControl!.variance) / control.mean ** 2;
    if (!(variance > 0)) return { unanswerable: 'no_variation' };
    // As GrowthBook does, with the degrees of freedom of the plain difference.
    const freedom = freedomOf([ofControl!, ofTreated!]);
    return estimateOf(ratio - 1, [{ variance, freedom }], alpha);
  });

/**
 * By Fieller's theorem (Fieller 1954): exact for normal means, and without bounds when the control's mean may be 0.
 */
export const fiellerLift = (control: Sample, treated: Sample, alpha = 0.05): Answer<Lift> =>
  unlessFlawed([control, treated], () => {
    if (!isLevel(alpha)) return { unanswerable: 'bad_option' };
    const [ofControl, ofTreated] = varianceParts(control, treated);
    const t = studentQuantile(1 - alpha / 2, freedomOf([ofControl!, ofTreated!]));
    const share = (t ** 2 * ofControl!.variance) / control.mean ** 2;
    // True of NaN too: a mean of 0 divided by.
    if (!(share < 1)) return { unanswerable: 'control_near_zero' };
    const ratio = treated.mean / control.mean;
    const spread = ofTreated!.variance * (1 - share) + ratio ** 2 * ofControl!.variance;
    const reach = (t / Math.abs(control.mean)) * Math.sqrt(spread);
    return {
      value: ratio - 1,
      low: (ratio - reach) / (1 - share) - 1,
      high: (ratio + reach) / (1 - share) - 1,
      method: 'fieller',
    };
  });
