/** How surprising lists of proposals are, each of one customer. */
export interface Surprise {
  /**
   * The mean of -log2 of the proposals' shares of what everybody buys, in bits (self-information: Zhou et al., "Solving the
   * apparent diversity-accuracy dilemma of recommender systems", PNAS 2010). One bit more: half as usual.
   */
  readonly novelty: number;
  /** Of all that could be proposed, the part that is proposed to anybody (aggregate diversity: Adomavicius and Kwon 2012). */
  readonly coverage: number;
  /** Of the pairs within a list, the part of different kinds (intra-list diversity: Ziegler et al., WWW 2005). */
  readonly diversity: number;
}

/** Measures lists of proposals; all is 0 where nothing is proposed. `kindOf`: by what two of them are alike. */
export const measureSurprise = (
  lists: readonly (readonly string[])[],
  usual: Readonly<Record<string, number>>,
  kindOf: (proposal: string) => string,
): Surprise => {
  const seen = new Set<string>();
  let [bits, proposals, pairs, apart] = [0, 0, 0, 0];
  for (const list of lists)
    for (const [place, one] of list.entries()) {
      const share = usual[one] ?? 0;
      if (!(share > 0)) continue;
      seen.add(one);
      bits -= Math.log2(Math.min(1, share));
      proposals += 1;
      for (const other of list.slice(place + 1)) {
        pairs += 1;
        if (kindOf(one) !== kindOf(other)) apart += 1;
      }
    }
  return {
    novelty: bits / Math.max(1, proposals),
    coverage: seen.size / Math.max(1, Object.keys(usual).length),
    diversity: apart / Math.max(1, pairs),
  };
};
