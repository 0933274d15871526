import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { UnfittableError } from '../fit/errors.ts';
import { type Estimates, maximumLikelihood } from '../fit/maximum-likelihood.ts';

/**
 * How many events of one's own count as much as the usual shares, by maximum likelihood: the precision S of a Dirichlet-
 * multinomial whose mean is `usual` (Minka 2000, section 3.1 with the mean fixed).
 *
 * @throws UnfittableError when nothing was counted, or the customers are too alike, or have nothing in common
 */
export const fitStrength = (
  usual: Readonly<Record<string, number>>,
  rows: readonly Readonly<Record<string, number>>[],
): Estimates<'strength'> => {
  const counted = rows
    .map((row) => Object.entries(row).filter(([way, count]) => count > 0 && (usual[way] ?? 0) > 0))
    .filter((row) => row.length > 0);
  if (counted.length === 0) throw new UnfittableError('NO_CUSTOMERS', 'Nothing was counted. Fit when something was.');
  const totals = counted.map((row) => row.reduce((all, [, count]) => all + count, 0));
  const objective = (point: readonly number[]) => {
    const strength = Math.exp(point[0]!);
    const [lnAll, psiAll] = [gammaln(strength), digamma(strength)];
    let [value, by] = [0, 0];
    for (const [index, row] of counted.entries()) {
      value += lnAll - gammaln(strength + totals[index]!);
      by += psiAll - digamma(strength + totals[index]!);
      for (const [way, count] of row) {
        const q = usual[way]!;
        value += gammaln(count + strength * q) - gammaln(strength * q);
        by += q * (digamma(count + strength * q) - digamma(strength * q));
      }
    }
    return { value: -value, gradient: [-by * strength] };
  };
  return maximumLikelihood(objective, { strength: 10 });
};
