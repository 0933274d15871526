/** Customers of one group in one arm, and what they came to. */
export interface ArmOutcome {
  readonly customers: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * The customers of one group whom one draw put into two arms: within an experiment, and within one version of its shares.
 * Only within a stratum is it chance alone who was offered something.
 */
export interface Stratum {
  /** The wider group, and the group within it. */
  readonly outer: string;
  readonly group: string;
  /** Two halves of the customers, by chance: what one teaches the other judges. */
  readonly half: 0 | 1;
  readonly offered: ArmOutcome;
  readonly control: ArmOutcome;
}

/** What the customers of a group come to more when they are offered something, with its error. */
export interface GroupEffect {
  readonly outer: string;
  readonly group: string;
  readonly value: number;
  /** Infinite: nobody was in both arms. */
  readonly variance: number;
  /** Of those who were offered nothing. */
  readonly without: number;
  readonly offered: number;
  readonly control: number;
}

/** So many customers of the whole arm count beside a stratum's own spread. */
const moderation = 20;

const isSound = ({ customers, mean, variance }: ArmOutcome): boolean =>
  Number.isFinite(mean) && variance >= 0 && Number.isFinite(variance) && customers > 0 && Number.isFinite(customers);

/**
 * The effect in each group, over its strata: the difference of the arms weighed by n1 n0 / (n1 + n0), as Mantel and Haenszel
 * weigh risk differences (Greenland and Robins, Biometrics 1985), which needs no spread to be known. The spread of a stratum
 * of few customers, of whom perhaps nobody bought, is drawn toward that of its whole arm (moderated variance: Smyth 2004).
 * Strata with nobody in one of the arms, or figures that cannot be, tell nothing and are left out.
 */
export const effectsOf = (strata: readonly Stratum[]): readonly GroupEffect[] => {
  const sound = strata.filter(({ offered, control }) => isSound(offered) && isSound(control));
  const usual = { offered: pooled(sound.map((one) => one.offered)), control: pooled(sound.map((one) => one.control)) };
  const groups = new Map<string, Stratum[]>();
  for (const stratum of sound) {
    const key = `${stratum.outer}\n${stratum.group}`;
    groups.set(key, [...(groups.get(key) ?? []), stratum]);
  }
  return [...groups.values()]
    .map((own) => effectOf(own, usual))
    .toSorted((one, other) => order(one.outer, other.outer) || order(one.group, other.group));
};

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const effectOf = (
  strata: readonly Stratum[],
  usual: { readonly offered: number; readonly control: number },
): GroupEffect => {
  let [weights, value, variance, without, treated, untreated] = [0, 0, 0, 0, 0, 0];
  for (const { offered, control } of strata) {
    const weight = (offered.customers * control.customers) / (offered.customers + control.customers);
    weights += weight;
    value += weight * (offered.mean - control.mean);
    without += weight * control.mean;
    variance += weight ** 2 * (ofMean(offered, usual.offered) + ofMean(control, usual.control));
    treated += offered.customers;
    untreated += control.customers;
  }
  const { outer, group } = strata[0]!;
  return {
    outer,
    group,
    value: value / weights,
    variance: variance / weights ** 2,
    without: without / weights,
    offered: treated,
    control: untreated,
  };
};

const ofMean = ({ customers, variance }: ArmOutcome, usual: number): number =>
  ((customers - 1) * variance + moderation * usual) / (customers - 1 + moderation) / customers;

/** The variance of all customers of an arm together, between strata as within. */
const pooled = (arms: readonly ArmOutcome[]): number => {
  const customers = arms.reduce((sum, arm) => sum + arm.customers, 0);
  if (customers < 2) return 0;
  const mean = arms.reduce((sum, arm) => sum + arm.customers * arm.mean, 0) / customers;
  const squares = arms.reduce(
    (sum, arm) => sum + (arm.customers - 1) * arm.variance + arm.customers * (arm.mean - mean) ** 2,
    0,
  );
  return squares / (customers - 1);
};
