import type { Arm } from '../analyse.ts';

/** One arm's customers, as they come from the database (db/experiments/read-arms.ts). */
export interface ArmSums {
  readonly arm: string;
  /** What the arm was to get, on average over its customers. */
  readonly share: number;
  /** Whether that was changed while customers came in. */
  readonly shareChanged: boolean;
  readonly customers: number;
  readonly buyers: number;
  readonly mean: number;
  readonly variance: number;
  /** Of the outcome around its mean. */
  readonly thirdMoment: number;
  readonly beforeMean: number;
  readonly beforeVariance: number;
  readonly covariance: number;
}

/** The arms as they are compared. */
export const armsOf = (sums: readonly ArmSums[]): readonly Arm[] =>
  sums.map((one) => ({
    name: one.arm,
    share: expectedOf(one, sums),
    customers: one.customers,
    buyers: one.buyers,
    mean: one.mean,
    variance: one.variance,
    skewness: one.variance > 0 ? one.thirdMoment / one.variance ** 1.5 : undefined,
    before: { mean: one.beforeMean, variance: one.beforeVariance, covariance: one.covariance },
  }));

/** An arm into which nobody has come yet. */
export const emptyArm = (arm: string): ArmSums => ({
  arm,
  share: 0,
  shareChanged: false,
  customers: 0,
  buyers: 0,
  mean: 0,
  variance: 0,
  thirdMoment: 0,
  beforeMean: 0,
  beforeVariance: 0,
  covariance: 0,
});

/** With two arms each customer's chance of the other one is known too, also where it was changed meanwhile. */
const expectedOf = (one: ArmSums, all: readonly ArmSums[]): number => {
  const other = all.length === 2 ? all.find(({ arm }) => arm !== one.arm) : undefined;
  return other ? one.customers * one.share + other.customers * (1 - other.share) : one.share;
};
