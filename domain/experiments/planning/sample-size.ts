import type { Answer } from '../answer.ts';
import { normalQuantile } from '../distributions.ts';
import { rootOfFalling } from '../looks/crossing.ts';
import { isLevel } from '../samples/check-samples.ts';

/** What a test is to find, and how surely. */
export interface Wish {
  /** The change that must not be missed, in parts of the control: 0.1. */
  readonly lift: number;
  /** The chance to find it if it is there. */
  readonly power?: number;
  /** The chance to find something where nothing is, two-sided. */
  readonly alpha?: number;
  /** The part of the customers who are the control; half of them unless told. */
  readonly controlShare?: number;
  /** Of the outcome with what was before: how much CUPED saves. */
  readonly correlation?: number;
  /** How much more several looks take (`lookInflation`). */
  readonly inflation?: number;
}

export interface NeededCustomers {
  readonly control: number;
  readonly treated: number;
  readonly total: number;
}

/**
 * How many customers show a change of a rate such as buyers per customer: two-sided test of two proportions with pooled
 * variance (Fleiss, Levin and Paik 2003, chapter 4, without continuity correction).
 */
export const customersForRate = (rate: number, wish: Wish): Answer<NeededCustomers> => {
  const control = controlForRate(rate, wish);
  return control === undefined ? { unanswerable: 'bad_option' } : needed(control, read(wish).ratio);
};

/** The customers of the control, not rounded up; undefined: these are no rates. */
const controlForRate = (rate: number, wish: Wish): number | undefined => {
  const { power, alpha, ratio, factor } = read(wish);
  const treated = rate * (1 + wish.lift);
  const isRate = rate > 0 && rate < 1 && treated > 0 && treated < 1 && treated !== rate;
  if (!isRate || !isPossible(wish)) return undefined;
  const pooled = (rate + ratio * treated) / (1 + ratio);
  const underNone = normalQuantile(1 - alpha / 2) * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
  const underSome = normalQuantile(power) * Math.sqrt(rate * (1 - rate) + (treated * (1 - treated)) / ratio);
  return ((underNone + underSome) / (treated - rate)) ** 2 * factor;
};

/** The smallest rise of a rate that so many customers show, in parts of the rate: of whom `customersForRate` needs as many. */
export const detectableRateLift = (
  rate: number,
  customers: number,
  wish: Omit<Wish, 'lift'>,
): Answer<{ readonly lift: number }> => {
  const isRate = rate > 0 && rate < 1 && customers >= 2;
  if (!isRate || !isPossible({ ...wish, lift: 1 })) return { unanswerable: 'bad_option' };
  const control = customers / (1 + read(wish).ratio);
  // In logarithms, where it is nearly a line.
  const missing = (logLift: number): number =>
    Math.log((controlForRate(rate, { ...wish, lift: Math.exp(logLift) }) ?? 0) / control);
  const most = Math.log((1 - rate) / rate) - 1e-9;
  // Not even a rate of all would be seen.
  if (missing(most) > 0) return { unanswerable: 'bad_option' };
  return { lift: Math.exp(rootOfFalling(missing, most - 20, most)) };
};

/** How many customers show a change of a mean such as revenue a customer. */
export const customersForMean = (mean: number, standardDeviation: number, wish: Wish): Answer<NeededCustomers> => {
  const { power, alpha, ratio, factor } = read(wish);
  const isMean = mean > 0 && standardDeviation > 0 && Number.isFinite(mean * standardDeviation) && wish.lift !== 0;
  if (!isMean || !isPossible(wish)) return { unanswerable: 'bad_option' };
  const reach = (normalQuantile(1 - alpha / 2) + normalQuantile(power)) / (mean * wish.lift);
  return needed(reach ** 2 * standardDeviation ** 2 * (1 + 1 / ratio) * factor, ratio);
};

/** The smallest change of a mean that so many customers show, in parts of the mean. */
export const detectableLift = (
  mean: number,
  standardDeviation: number,
  customers: number,
  wish: Omit<Wish, 'lift'>,
): Answer<{ readonly lift: number }> => {
  const { power, alpha, ratio, factor } = read(wish);
  const isMean = mean > 0 && standardDeviation > 0 && Number.isFinite(mean * standardDeviation) && customers >= 2;
  if (!isMean || !isPossible({ ...wish, lift: 1 })) return { unanswerable: 'bad_option' };
  const control = customers / (1 + ratio);
  const error = standardDeviation * Math.sqrt(((1 + 1 / ratio) * factor) / control);
  return { lift: ((normalQuantile(1 - alpha / 2) + normalQuantile(power)) * error) / mean };
};

const read = ({
  power = 0.8,
  alpha = 0.05,
  controlShare = 0.5,
  correlation = 0,
  inflation = 1,
}: Omit<Wish, 'lift'>) => ({
  power,
  alpha,
  ratio: (1 - controlShare) / controlShare,
  factor: (1 - correlation ** 2) * inflation,
});

const isPossible = ({ power = 0.8, alpha = 0.05, controlShare = 0.5, correlation = 0, inflation = 1, lift }: Wish) =>
  Number.isFinite(lift) &&
  isLevel(alpha) &&
  power > alpha &&
  power < 1 &&
  isLevel(controlShare) &&
  Math.abs(correlation) < 1 &&
  inflation >= 1;

const needed = (control: number, ratio: number): NeededCustomers => {
  const ofControl = Math.ceil(control);
  const ofTreated = Math.ceil(control * ratio);
  return { control: ofControl, treated: ofTreated, total: ofControl + ofTreated };
};
