/** What the customers of one arm came to, as far as a mean and its error depend on it. */
export interface Sample {
  readonly customers: number;
  readonly mean: number;
  /** Of the sample: divided by `customers - 1`; 0 below two customers. */
  readonly variance: number;
}

/** The same with what each customer was known for before they were assigned (CUPED's covariate). */
export interface PairedSample extends Sample {
  readonly before: {
    readonly mean: number;
    readonly variance: number;
    /** Of the outcome and what was before. */
    readonly covariance: number;
  };
}

/** One customer: the outcome, and the same measured before. */
export type Pair = readonly [outcome: number, before: number];

const nobody: PairedSample = { customers: 0, mean: 0, variance: 0, before: { mean: 0, variance: 0, covariance: 0 } };

export const sampleOf = (outcomes: readonly number[]): Sample => {
  const mean = outcomes.reduce((sum, one) => sum + one, 0) / (outcomes.length || 1);
  const squares = outcomes.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { customers: outcomes.length, mean, variance: squares / Math.max(1, outcomes.length - 1) };
};

export const pairedSampleOf = (pairs: readonly Pair[]): PairedSample => {
  const outcome = sampleOf(pairs.map(([one]) => one));
  const { mean, variance } = sampleOf(pairs.map(([, one]) => one));
  const products = pairs.reduce((sum, [y, x]) => sum + (y - outcome.mean) * (x - mean), 0);
  return { ...outcome, before: { mean, variance, covariance: products / Math.max(1, pairs.length - 1) } };
};

/**
 * Two groups of customers as one, without their rows (Chan, Golub and LeVeque 1979, doi 10.1080/00031305.1983.10483115).
 */
export const merge = (a: PairedSample, b: PairedSample): PairedSample => {
  const customers = a.customers + b.customers;
  if (customers === 0) return nobody;
  const weight = (a.customers * b.customers) / customers;
  const step = b.mean - a.mean;
  const stepBefore = b.before.mean - a.before.mean;
  const pooled = (of: (one: PairedSample) => number, between: number): number =>
    (of(a) * Math.max(0, a.customers - 1) + of(b) * Math.max(0, b.customers - 1) + between * weight) /
    Math.max(1, customers - 1);
  return {
    customers,
    mean: a.mean + (step * b.customers) / customers,
    variance: pooled((one) => one.variance, step * step),
    before: {
      mean: a.before.mean + (stepBefore * b.customers) / customers,
      variance: pooled((one) => one.before.variance, stepBefore * stepBefore),
      covariance: pooled((one) => one.before.covariance, step * stepBefore),
    },
  };
};

export const mergeAll = (samples: readonly PairedSample[]): PairedSample => samples.reduce(merge, nobody);

/** The standard error of the mean. */
export const standardError = ({ variance, customers }: Sample): number => Math.sqrt(variance / customers);
