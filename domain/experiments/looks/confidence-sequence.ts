import type { Answer } from '../answer.ts';
import type { Estimate } from '../effects/difference.ts';
import { isLevel, unlessFlawed } from '../samples/check-samples.ts';
import type { Sample } from '../samples/sample.ts';

/** The number of customers at which the sequence is as narrow as it can be, unless one is chosen beforehand. */
export const usualTuning = 5_000;

/** An interval that holds at every look at once, however often one looks, with its p-value that may be read any day. */
export interface AnytimeEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/**
 * The scale of the normal mixture that makes the sequence narrowest at `tuning` customers (Waudby-Smith, Arbour, Sinha,
 * Kennedy and Ramdas, arXiv 2103.06476, appendix).
 */
export const mixtureScale = (tuning: number, alpha: number): number =>
  Math.sqrt((-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / tuning);

/**
 * Half of the width of the asymptotic confidence sequence of a mean, in standard deviations of one customer (the same
 * paper, theorem 2.2).
 */
export const sequenceReach = (customers: number, scale: number, alpha: number): number => {
  const spread = customers * scale ** 2;
  return Math.sqrt(((2 * (spread + 1)) / (customers * spread)) * Math.log(Math.sqrt(spread + 1) / alpha));
};

/**
 * The p-value of the same mixture, valid whenever it is read: the least alpha at which the sequence leaves 0 out. It is
 * the mixture sequential probability ratio test's (Johari, Pekelis and Walsh, arXiv 1512.04922): 1/Λ.
 */
export const anytimeP = (z: number, customers: number, scale: number): number =>
  Math.min(1, uncutP(z, customers * scale ** 2));

/** Λ of the mixture test: `variance` of one difference, mixed over effects of variance `mixing`. */
export const mixtureRatio = (value: number, customers: number, variance: number, mixing: number): number =>
  1 / uncutP((value / Math.sqrt(variance)) * Math.sqrt(customers), customers * (mixing / variance));

const uncutP = (z: number, spread: number): number =>
  Math.sqrt(spread + 1) * Math.exp((-(z ** 2) * spread) / (2 * (spread + 1)));

export interface SequenceOptions {
  readonly alpha?: number;
  /** Chosen before the first look. */
  readonly tuning?: number;
}

/** What the difference of two arms is, whenever one looks. */
export const anytimeDifference = (
  control: Sample,
  treated: Sample,
  options: SequenceOptions = {},
): Answer<AnytimeEstimate> =>
  unlessFlawed([control, treated], () => {
    const standardError = Math.sqrt(control.variance / control.customers + treated.variance / treated.customers);
    const customers = control.customers + treated.customers;
    return anytimeOf({ value: treated.mean - control.mean, standardError }, customers, options);
  });

/** The same of any estimate whose error shrinks as customers come in. */
export const anytimeOf = (
  { value, standardError }: Pick<Estimate, 'value' | 'standardError'>,
  customers: number,
  { alpha = 0.05, tuning = usualTuning }: SequenceOptions = {},
): Answer<AnytimeEstimate> => {
  if (!isLevel(alpha) || !(tuning > 0)) return { unanswerable: 'bad_option' };
  if (!(standardError > 0)) return { unanswerable: 'no_variation' };
  const scale = mixtureScale(tuning, alpha);
  const reach = standardError * Math.sqrt(customers) * sequenceReach(customers, scale, alpha);
  return {
    value,
    low: value - reach,
    high: value + reach,
    p: anytimeP(value / standardError, customers, scale),
  };
};

/**
 * What all looks so far say together: the intersection of their intervals and the least p. Past looks may only sharpen
 * it; where two of them contradict each other the effect has changed with time, and the newest stands.
 */
export const followed = (looks: readonly AnytimeEstimate[]): AnytimeEstimate | undefined => {
  const newest = looks.at(-1);
  if (!newest) return undefined;
  const low = Math.max(...looks.map((look) => look.low));
  const high = Math.min(...looks.map((look) => look.high));
  const p = Math.min(...looks.map((look) => look.p));
  return low <= high ? { value: newest.value, low, high, p } : { ...newest, p };
};
