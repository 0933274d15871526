import type { PairedSample, Sample } from '../samples/sample.ts';
import type { Answer } from '../answer.ts';
import { flawOf } from '../samples/check-samples.ts';

/**
 * The mean of a ratio such as revenue an order, whose unit is not the customer who was drawn: `outcome` over `before`
 * of each customer, both summed. As a sample, so that arms can be compared by `difference` and `lift`. Delta method:
 * var = (s_y² - 2R s_yx + R² s_x²) / (n x̄²) (Deng, Knoblich and Lu 2018, arXiv 1803.06336).
 */
export const ratioSample = (sums: PairedSample): Answer<Sample> => {
  const { customers, mean, variance, before: below } = sums;
  const flaw = flawOf(sums);
  if (flaw) return { unanswerable: flaw };
  if (below.mean === 0) return { unanswerable: 'control_near_zero' };
  const ratio = mean / below.mean;
  const spread = variance - 2 * ratio * below.covariance + ratio ** 2 * below.variance;
  return { customers, mean: ratio, variance: Math.max(0, spread) / below.mean ** 2 };
};
