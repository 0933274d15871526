/**
 * Where one dimension is cut into groups: `cuts[i]` is the smallest value whose score is `i + 2`, so that there is one cut
 * fewer than groups. Ascending; equal cuts are scores that nobody has.
 */
export type Cuts = readonly number[];

/** How many customers have a value. */
export interface ValueCount {
  readonly value: number;
  readonly customers: number;
}

/**
 * The cuts of the values of all customers into `groups`: the score of a value is ceil(groups * cume_dist), cume_dist being
 * the share of customers with that value or less, as SQL:2003 has it. Equal values have equal scores, however many they
 * are, where ntile() would split them by chance; a large tie makes groups that nobody is in. Kept with the run that counted
 * them, they score one customer between two runs without moving the others.
 *
 * @param values in any order; what is no number, or of no customer, is left out.
 * @throws RangeError when `groups` is no whole number from 2 to 20.
 */
export const cutsOf = (values: readonly ValueCount[], groups: number): Cuts => {
  checkGroups(groups);
  const known = values
    .filter(({ value, customers }) => Number.isFinite(value) && customers > 0)
    .toSorted((one, other) => one.value - other.value);
  const all = known.reduce((sum, { customers }) => sum + customers, 0);
  const cuts: number[] = [];
  let until = 0;
  for (const { value, customers } of known) {
    until += customers;
    // In whole numbers: ceil(groups * until / all), which 5 * 0.2 would not always be 1 of.
    const score = Math.ceil((groups * until) / all);
    while (cuts.length < score - 1) cuts.push(value);
  }
  return cuts;
};

/** The score of a value, from 1 to the number of groups; 1 where there are no cuts, or no number. */
export const scoreBy = (cuts: Cuts, value: number): number => 1 + cuts.filter((cut) => value >= cut).length;

export const checkGroups = (groups: number): void => {
  if (!Number.isInteger(groups) || groups < 2 || groups > 20)
    throw new RangeError(`${groups} groups: RFM has whole numbers of them, from 2 to 20`);
};
