import type { GroupEffect } from './stratum.ts';

/** An effect as it is believed to be, drawn toward what is usual as far as little is known of its own. */
export interface Believed {
  readonly value: number;
  readonly standardError: number;
}

export interface NestedEffects {
  readonly all: Believed;
  /** By the wider group, and by both, `outer/group`. */
  readonly outer: Readonly<Record<string, Believed>>;
  readonly groups: Readonly<Record<string, Believed>>;
}

/** Points of each spread on the grid; 0 is one of them. */
const points = 25;

/**
 * What an offer does in each group: effects lie around those of the wider group, these around one for all, and each group's
 * own difference counts as far as it is exact (the normal hierarchical model: Gelman et al., Bayesian Data Analysis, 3rd
 * edition, section 5.4, with one level more). How much groups differ, tau of each level, is not estimated but averaged over,
 * by a half-Cauchy prior with the size of the effects as its scale (Gelman, Bayesian Analysis 2006), on a grid: with
 * three groups an estimate is often 0, and the intervals would be too narrow.
 *
 * @returns undefined when no effect has a finite variance.
 */
export const nestedEffects = (effects: readonly GroupEffect[]): NestedEffects | undefined => {
  const known = effects.filter(({ value, variance }) => Number.isFinite(value) && variance > 0 && variance < Infinity);
  if (known.length === 0) return undefined;
  const precision = known.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const centre = known.reduce((sum, { value, variance }) => sum + value / variance, 0) / precision;
  const scale = Math.sqrt(known.reduce((sum, { value }) => sum + value ** 2, 0) / known.length + 1 / precision);
  const reach = Math.max(scale, ...known.map(({ value }) => Math.abs(value - centre)));
  const grid = Array.from({ length: points }, (_, i) => reach * 3 * (i / (points - 1)) ** 2);
  const families = familiesOf(effects, centre);
  const mixture = grid.flatMap((between) =>
    grid.map((within) => {
      const { logLikelihood, beliefs } = given(families, between, within);
      return {
        logWeight: logLikelihood + logPrior(between, scale) + logPrior(within, scale),
        beliefs,
        between,
        within,
      };
    }),
  );
  const most = Math.max(...mixture.map(({ logWeight }) => logWeight));
  const weighed = mixture.map(({ logWeight, between, within, beliefs }) => ({
    beliefs,
    // Points of the grid lie the farther apart the larger they are.
    weight: Math.exp(logWeight - most) * widthAt(between, reach) * widthAt(within, reach),
  }));
  const mix = (of: (beliefs: Beliefs) => Moments): Believed => {
    let [weights, mean, square] = [0, 0, 0];
    for (const { weight, beliefs } of weighed) {
      const one = of(beliefs);
      weights += weight;
      mean += weight * one.mean;
      square += weight * (one.variance + one.mean ** 2);
    }
    mean /= weights;
    return { value: centre + mean, standardError: Math.sqrt(Math.max(0, square / weights - mean ** 2)) };
  };
  const all = mix((beliefs) => beliefs.all);
  // Figures beyond what numbers hold tell nothing.
  if (!Number.isFinite(all.value) || !Number.isFinite(all.standardError)) return undefined;
  return {
    all,
    outer: Object.fromEntries(families.map(({ name }, i) => [name, mix(({ outer }) => outer[i]!)])),
    groups: Object.fromEntries(
      families.flatMap(({ name, members }, i) =>
        members.map(({ group }, j) => [`${name}/${group}`, mix(({ groups }) => groups[i]![j]!)] as const),
      ),
    ),
  };
};

interface Member {
  readonly group: string;
  readonly value: number;
  readonly variance: number;
}
interface Family {
  readonly name: string;
  readonly members: readonly Member[];
}
interface Moments {
  readonly mean: number;
  readonly variance: number;
}
interface Beliefs {
  readonly all: Moments;
  readonly outer: readonly Moments[];
  readonly groups: readonly (readonly Moments[])[];
}

const familiesOf = (effects: readonly GroupEffect[], centre: number): readonly Family[] => {
  const families = new Map<string, Member[]>();
  for (const { outer, group, value, variance } of effects) {
    const isKnown = Number.isFinite(value) && variance > 0;
    const own = { group, value: isKnown ? value - centre : 0, variance: isKnown ? variance : Infinity };
    families.set(outer, [...(families.get(outer) ?? []), own]);
  }
  return Array.from(families, ([name, members]) => ({ name, members }));
};

const logPrior = (tau: number, scale: number): number => -Math.log1p((tau / scale) ** 2);

/** The step of the grid at a point: it is a square of even steps. */
const widthAt = (tau: number, reach: number): number => {
  const at = Math.sqrt(tau / (3 * reach));
  const step = 1 / (points - 1);
  return tau === 0 ? (step / 2) ** 2 : 2 * at * step;
};

/** Everything that the model says when both spreads are known: sums of normals, from the groups up and down again. */
const given = (families: readonly Family[], between: number, within: number) => {
  let [logLikelihood, precision, weighed] = [0, 0, 0];
  const outer = families.map(({ members }) => {
    let [own, sum, squares] = [0, 0, 0];
    for (const { value, variance } of members) {
      if (variance === Infinity) continue;
      const spread = variance + within ** 2;
      own += 1 / spread;
      sum += value / spread;
      squares += value ** 2 / spread;
      logLikelihood -= Math.log(spread) / 2;
    }
    if (own === 0) return { mean: 0, variance: Infinity };
    const mean = sum / own;
    logLikelihood -= (squares - sum * mean) / 2 + Math.log(own) / 2;
    const spread = 1 / own + between ** 2;
    precision += 1 / spread;
    weighed += mean / spread;
    logLikelihood -= Math.log(spread) / 2 + mean ** 2 / spread / 2;
    return { mean, variance: 1 / own };
  });
  const all: Moments = { mean: weighed / precision, variance: 1 / precision };
  logLikelihood += (weighed * all.mean) / 2 - Math.log(precision) / 2;
  const outerBelieved = outer.map((own) => drawn(own, all, between));
  const groups = families.map(({ members }, i) =>
    members.map(({ value, variance }) => drawn({ mean: value, variance }, outerBelieved[i]!, within)),
  );
  return { logLikelihood, beliefs: { all, outer: outerBelieved, groups } };
};

/** What is believed of one whose own figure lies around what is believed of its kind, by `tau`. */
const drawn = (own: Moments, kind: Moments, tau: number): Moments => {
  if (own.variance === Infinity) return { mean: kind.mean, variance: kind.variance + tau ** 2 };
  const toward = own.variance / (own.variance + tau ** 2);
  return {
    mean: (1 - toward) * own.mean + toward * kind.mean,
    variance: (1 - toward) * own.variance + toward ** 2 * kind.variance,
  };
};
