import type { Answer } from '../answer.ts';
import { normalQuantile } from '../distributions.ts';
import { rootOfFalling } from '../looks/crossing.ts';
import { evenLooks, falseAlarms, spendingBounds } from '../looks/group-sequential.ts';
import type { Spending } from '../looks/spending.ts';

/**
 * How many times the customers of a single look a test with several needs for the same power (Jennison and Turnbull
 * 2000, section 2.3). It may stop long before.
 */
export const lookInflation = (
  looks: number,
  spending: Spending = 'obrien-fleming',
  { alpha = 0.05, power = 0.8 } = {},
): Answer<{ readonly inflation: number }> => {
  const isPower = power > alpha && power < 1;
  if (!Number.isInteger(looks) || looks < 1 || looks > 50 || !isPower) return { unanswerable: 'bad_option' };
  const fractions = evenLooks(looks);
  const bounds = spendingBounds(fractions, spending, alpha);
  if ('unanswerable' in bounds) return bounds;
  const single = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  const missing = (drift: number): number => power - falseAlarms(fractions, (at) => bounds.looks[at]!.bound, drift);
  const drift = rootOfFalling(missing, single * 0.9, single * 2);
  return { inflation: Math.max(1, (drift / single) ** 2) };
};
