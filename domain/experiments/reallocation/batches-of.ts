import type { PairedSample } from '../samples/sample.ts';
import type { PairedBatch } from './compare-batches.ts';

/** What the customers of one arm came to who came under one version of the parts, as the database sums it up. */
export interface BatchSums {
  readonly version: number;
  readonly arm: string;
  readonly customers: number;
  readonly mean: number;
  readonly variance: number;
  readonly beforeMean: number;
  readonly beforeVariance: number;
  readonly covariance: number;
}

/** A version of the parts. */
export interface SharesVersion {
  readonly version: number;
  readonly shares: Readonly<Record<string, number>>;
}

const nobody: PairedSample = { customers: 0, mean: 0, variance: 0, before: { mean: 0, variance: 0, covariance: 0 } };

/**
 * The batches in the order in which their parts held, arms in the order of `arms`. Where the code once had other arms, from
 * the last such change on: what was drawn among others cannot be compared.
 */
export const batchesOf = (
  arms: readonly string[],
  versions: readonly SharesVersion[],
  sums: readonly BatchSums[],
): readonly PairedBatch[] => {
  const ordered = versions.toSorted((a, b) => a.version - b.version);
  const names = arms.toSorted().join();
  const lastOther = ordered.findLastIndex(({ shares }) => Object.keys(shares).toSorted().join() !== names);
  return ordered.slice(lastOther + 1).flatMap(({ version, shares }) => {
    const own = sums.filter((one) => one.version === version);
    if (own.length === 0) return [];
    return [
      { arms: arms.map((arm) => ({ weight: shares[arm]!, sample: sampleOf(own.find((one) => one.arm === arm)) })) },
    ];
  });
};

const sampleOf = (one: BatchSums | undefined): PairedSample =>
  one
    ? {
        customers: one.customers,
        mean: one.mean,
        variance: one.variance,
        before: { mean: one.beforeMean, variance: one.beforeVariance, covariance: one.covariance },
      }
    : nobody;
