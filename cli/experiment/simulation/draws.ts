import type { Random } from '../../../domain/random.ts';

/** Numbers of the distributions that a simulated shop is made of. */

/** Standard normal (Box and Muller 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Gamma with mean `shape` (Marsaglia and Tsang 2000; below 1 by their section 6). */
export const gamma = (shape: number, random: Random): number => {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
};

/** Poisson, of small means (Knuth). */
export const poisson = (mean: number, random: Random): number => {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > least; product *= random()) count++;
  return count;
};

/** Log-normal with mean 1; `spread` is the standard deviation of its logarithm. */
export const logNormal = (spread: number, random: Random): number =>
  Math.exp(spread * normal(random) - (spread * spread) / 2);
