/** A beta prior of a share: as if `a` successes and `b` failures had been seen before. */
export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

/**
 * The share of successes, drawn toward what is usual as far as little was seen: the posterior mean (k + a) / (n + a + b) of
 * the beta-binomial model. Counts that cannot be are taken as the nearest that can.
 */
export const shrunkShare = ({ a, b }: BetaPrior, successes: number, trials: number): number => {
  const n = Math.max(0, trials || 0);
  const k = Math.min(n, Math.max(0, successes || 0));
  return (k + a) / (n + a + b);
};

/**
 * How often something happened, against how often it was to be expected: (k + s) / (e + s), the posterior mean of a rate of
 * gamma (s, s) with Poisson counts. 1 is as usual.
 */
export const shrunkIndex = (strength: number, happened: number, expected: number): number =>
  (Math.max(0, happened || 0) + strength) / (Math.max(0, expected || 0) + strength);

/** What is usual of several ways, and how many events of one's own count as much as that. */
export interface SharesPrior {
  /** Of each way its share among all; together 1. */
  readonly usual: Readonly<Record<string, number>>;
  readonly strength: number;
}

/**
 * The shares of a customer in each way: (n_c + S q_c) / (n + S), the posterior mean of the Dirichlet-multinomial model. A
 * way that is not among the usual ones counts for nothing until the prior is counted again.
 */
export const shrunkShares = (
  { usual, strength }: SharesPrior,
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => {
  const own = (way: string): number => Math.max(0, counts[way] || 0);
  const ways = Object.keys(usual);
  const all = ways.reduce((sum, way) => sum + own(way), 0);
  const total = all + strength;
  return Object.fromEntries(ways.map((way) => [way, total > 0 ? (own(way) + strength * usual[way]!) / total : 0]));
};

/** A store with more categories than these is told by those that count most. */
const mostWays = 500;

/** The ways and their shares of everybody's counts, as a prior has them; empty when nothing was counted. */
export const usualShares = (all: Iterable<Readonly<Record<string, number>>>): Readonly<Record<string, number>> => {
  const sums = new Map<string, number>();
  for (const counts of all)
    for (const [way, count] of Object.entries(counts)) {
      if (!(count > 0)) continue;
      sums.set(way, (sums.get(way) ?? 0) + count);
    }
  const kept = [...sums].toSorted(([, one], [, other]) => other - one).slice(0, mostWays);
  const total = kept.reduce((sum, [, one]) => sum + one, 0);
  return Object.fromEntries(kept.map(([way, sum]) => [way, sum / total]));
};

/** What something that long ago still counts: half of it after `halfLife`. What is yet to come counts as now. */
export const decay = (age: number, halfLife: number): number => 2 ** (-Math.max(0, age) / halfLife);
