/** How many customers who bought of one category bought of another one next. */
export interface Follow {
  readonly category: string;
  readonly next: string;
  readonly customers: number;
}

/** What was bought one order earlier tells this much less. */
const fading = 0.8;

/**
 * The categories that a customer will most probably buy from next, the likeliest first (R46). Each category that they
 * bought, the newest first, speaks for those that others went to from there, by their share; what the customer has
 * bought from already is no discovery. A first-order Markov chain over categories: Rendle, Freudenthaler,
 * Schmidt-Thieme, "Factorizing personalized Markov chains for next-basket recommendation", WWW 2010, section 4.1,
 * without the factorisation.
 */
export const nextCategories = (
  bought: readonly string[],
  follows: readonly Follow[],
  most: number,
): readonly string[] => {
  const scores = new Map<string, number>();
  for (const [index, category] of bought.entries()) {
    const from = follows.filter((one) => one.category === category);
    const total = from.reduce((sum, { customers }) => sum + customers, 0);
    for (const { next, customers } of from) {
      if (bought.includes(next)) continue;
      scores.set(next, (scores.get(next) ?? 0) + (fading ** index * customers) / total);
    }
  }
  return [...scores]
    .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([category]) => category);
};
