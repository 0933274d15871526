import { normalCdf } from '../distributions.ts';

/**
 * The chances that a test statistic first leaves its bounds at each of several looks at growing data: the recursive
 * integration of Armitage, McPherson and Rowe (JRSS A 1969), on the scale on which what each look adds is independent
 * (`z * sqrt(fraction)`), by Simpson's rule.
 */

/** Points a standard deviation of what the closest looks add. */
const fineness = 10;
const leastPoints = 200;
/** Beyond this many standard deviations there is nothing to integrate. */
const farOut = 9;

/** Where the statistic may be after a look that did not stop: weights of the density at points evenly apart. */
interface Standing {
  readonly fraction: number;
  readonly points: Float64Array;
  /** Density times Simpson's weight. */
  readonly masses: Float64Array;
}

/** Before the first look: at 0, for certain. */
const start: Standing = { fraction: 0, points: new Float64Array([0]), masses: new Float64Array([1]) };

/** How likely a look at `fraction` leaves `±bound` (on the scale of z), for those who stood there before. */
export const crossingFrom = (before: Standing, fraction: number, bound: number, drift: number): number => {
  const added = fraction - before.fraction;
  const spread = Math.sqrt(added);
  const edge = bound * Math.sqrt(fraction);
  let chance = 0;
  // Counted by hand, here and below: an iterator over the points takes most of the time.
  for (let at = 0; at < before.points.length; at++) {
    const centre = before.points[at]! + drift * added;
    chance += before.masses[at]! * (normalCdf((centre - edge) / spread) + normalCdf((-edge - centre) / spread));
  }
  return chance;
};

const passOn = (before: Standing, fraction: number, bound: number, drift: number, finest: number): Standing => {
  const added = fraction - before.fraction;
  const spread = Math.sqrt(added);
  const edge = Math.min(bound, farOut + Math.abs(drift)) * Math.sqrt(fraction);
  const count = 2 * Math.ceil(Math.max(leastPoints, (2 * edge * fineness) / finest) / 2);
  const step = (2 * edge) / count;
  const points = new Float64Array(count + 1);
  const masses = new Float64Array(count + 1);
  for (let at = 0; at <= count; at++) {
    const point = -edge + at * step;
    points[at] = point;
    let density = 0;
    for (let from = 0; from < before.points.length; from++) {
      const away = (point - before.points[from]! - drift * added) / spread;
      density += before.masses[from]! * Math.exp(-0.5 * away * away);
    }
    const weight = at === 0 || at === count ? 1 : at % 2 === 1 ? 4 : 2;
    masses[at] = (density * weight * step) / (3 * spread * Math.sqrt(2 * Math.PI));
  }
  return { fraction, points, masses };
};

/** The bound of a look, chosen by what stands before it; undefined: this look cannot stop. */
export type ChooseBound = (before: Standing, fraction: number, look: number) => number | undefined;

/** Goes through the looks; tells each look's bound and how likely it is the first to cross. */
export const walkLooks = (fractions: readonly number[], choose: ChooseBound, drift = 0) => {
  const finest = Math.sqrt(Math.min(...fractions.map((one, at) => one - (fractions[at - 1] ?? 0))));
  const looks: { readonly fraction: number; readonly bound: number | undefined; readonly chance: number }[] = [];
  let standing = start;
  for (const [at, fraction] of fractions.entries()) {
    const bound = choose(standing, fraction, at);
    const edge = bound ?? Infinity;
    looks.push({ fraction, bound, chance: bound === undefined ? 0 : crossingFrom(standing, fraction, edge, drift) });
    if (at < fractions.length - 1) standing = passOn(standing, fraction, edge, drift, finest);
  }
  return looks;
};

/** The number in between at which a falling function is 0, to `1e-10`: false position, Illinois's way (Dowell 1971). */
export const rootOfFalling = (falling: (x: number) => number, from: number, to: number): number => {
  let [low, high] = [from, to];
  let [above, below] = [falling(from), falling(to)];
  for (let round = 0; round < 100 && high - low > 1e-10 && above > 0 && below < 0; round++) {
    const between = (low * below - high * above) / (below - above);
    const value = falling(between);
    if (Math.abs(value) < 1e-14) return between;
    if (value > 0) {
      [low, above] = [between, value];
      below /= 2;
    } else {
      [high, below] = [between, value];
      above /= 2;
    }
  }
  return Math.abs(above) < Math.abs(below) ? low : high;
};
