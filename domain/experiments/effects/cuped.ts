import { mergeAll, type PairedSample, type Sample } from '../samples/sample.ts';

export interface Adjusted {
  readonly arms: readonly Sample[];
  /** How much of what was before is taken off. */
  readonly theta: number;
  /** Of outcome and before; 0 where either has no spread. */
  readonly correlation: number;
}

/**
 * CUPED: takes off each customer's outcome what their past foretold, which no arm can have changed; the means of the
 * arms stay comparable and their variance falls by the square of the correlation (Deng, Xu, Kohavi and Walker 2013, doi
 * 10.1145/2433396.2433413). `theta` is pooled over the arms, so that it cannot favour one.
 */
export const adjust = (arms: readonly PairedSample[]): Adjusted => {
  const all = mergeAll(arms);
  const { covariance, variance: varianceBefore } = all.before;
  const theta = varianceBefore > 0 ? covariance / varianceBefore : 0;
  const spread = Math.sqrt(all.variance * varianceBefore);
  return {
    theta,
    correlation: spread > 0 ? covariance / spread : 0,
    arms: arms.map(({ customers, mean, variance, before }) => ({
      customers,
      mean: mean - theta * (before.mean - all.before.mean),
      // What remains of rounding may be a little below 0.
      variance: Math.max(0, variance + theta ** 2 * before.variance - 2 * theta * before.covariance),
    })),
  };
};
