import digamma from '@stdlib/math-base-special-digamma';
import { UnfittableError } from '../fit/errors.ts';

/** Customers beyond these change nothing that a score could show, and take their time. */
const mostRows = 2_500;

/** What is looked for: below, one's own says everything; above, what is usual does. Between them a factor of e^14. */
const range = { least: 0.01, most: 10_000 } as const;
const halvings = 24;

/**
 * How many events of one's own count as much as the usual shares, by maximum likelihood: the precision S of a Dirichlet-
 * multinomial whose mean is `usual` (Minka 2000, section 3.1 with the mean fixed), where the derivative of the log-likelihood
 * by S is 0. Customers who are all alike, or have nothing in common, have the end of the range.
 *
 * @throws UnfittableError when nothing was counted
 */
export const fitStrength = (
  usual: Readonly<Record<string, number>>,
  rows: readonly Readonly<Record<string, number>>[],
): number => {
  const counted = rows
    .map((row) => Object.entries(row).filter(([way, count]) => count > 0 && (usual[way] ?? 0) > 0))
    .filter((row) => row.length > 0)
    .slice(0, mostRows)
    .map((row) => ({
      total: row.reduce((all, [, count]) => all + count, 0),
      ways: row.map(([way, count]) => ({ count, share: usual[way]! })),
    }));
  if (counted.length === 0) throw new UnfittableError('NO_CUSTOMERS', 'Nothing was counted. Fit when something was.');
  const slope = (strength: number): number => {
    const psiAll = digamma(strength);
    let by = 0;
    for (const { total, ways } of counted) {
      by += psiAll - digamma(strength + total);
      for (const { count, share } of ways)
        by += share * (digamma(count + strength * share) - digamma(strength * share));
    }
    return by;
  };
  let [low, high] = [Math.log(range.least), Math.log(range.most)];
  for (let i = 0; i < halvings; i += 1) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
};
