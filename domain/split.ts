/**
 * A stable weighted choice: the same `seed` always gets the same arm, whatever process asks. The seed's
 * FNV-1a hash (32 bits, http://www.isthe.com/chongo/tech/comp/fnv/) is finished with MurmurHash3's
 * mixer, so that seeds differing in their last character spread evenly.
 */
export const pick = <Arm extends string>(seed: string, weights: Readonly<Record<Arm, number>>): Arm => {
  const arms = Object.entries(weights) as [Arm, number][];
  const total = arms.reduce((sum, [, weight]) => sum + weight, 0);
  if (arms.length === 0 || !(total > 0) || arms.some(([, weight]) => weight < 0)) {
    throw new RangeError('a split needs arms with weights of 0 or more, at least one above 0');
  }
  let point = fractionOf(seed) * total;
  for (const [arm, weight] of arms) {
    point -= weight;
    if (point < 0) return arm;
  }
  return arms.findLast(([, weight]) => weight > 0)![0];
};

/** The seed of a customer's arm in what a journey tries. */
export const splitSeed = (of: {
  readonly store: string;
  readonly journey: string;
  readonly name: string;
  readonly customer: string;
}): string => `${of.store}/${of.journey}/${of.name}/${of.customer}`;

/** A stable number from 0 to just under 1: always the same for the same `seed`, spread evenly over seeds. */
export const fractionOf = (seed: string): number => hash32(seed) / 2 ** 32;

const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
};
