/**
 * The p-values of several comparisons, raised so that the chance of one false alarm among all of them stays what it is
 * for one (Holm 1979, Scandinavian Journal of Statistics 6). In the order given.
 */
export const holm = (ps: readonly number[]): readonly number[] => {
  const ascending = ps.map((p, at) => ({ p, at })).toSorted((a, b) => a.p - b.p);
  const adjusted = Array.from(ps, () => 1);
  let least = 0;
  for (const [rank, { p, at }] of ascending.entries()) {
    least = Math.max(least, Math.min(1, p * (ps.length - rank)));
    adjusted[at] = least;
  }
  return adjusted;
};
