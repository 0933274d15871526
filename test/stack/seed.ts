import { randomInt } from 'node:crypto';

/** From which `npm test` draws its cases when nothing else is said. */
export const standardSeed = 20_261_126;

/** Seeds go up to here, this one included: fast-check takes each as it is, and prints it as it was given. */
export const largestSeed = 2 ** 31 - 1;

/** A seed that nobody chose. */
export const freshSeed = (): number => randomInt(largestSeed + 1);

/**
 * The seed that the environment variable `RELANCE_SEED` asks for.
 *
 * @param told its text: a whole number from 0 to {@link largestSeed}, or `random`; undefined: the standard seed.
 * @throws when it is anything else.
 */
export const readSeed = (told: string | undefined): number => {
  if (told === undefined) return standardSeed;
  if (told === 'random') return freshSeed();
  const seed = /^\d{1,10}$/u.test(told) ? Number(told) : Number.NaN;
  if (seed <= largestSeed) return seed;
  throw new Error(
    `RELANCE_SEED is ${JSON.stringify(told)}: write a whole number from 0 to ${largestSeed}, or "random", or leave it out.`,
  );
};

/** From which this run draws whatever it draws. Told at the start of the run; print it where something fails. */
export const seed = readSeed(process.env['RELANCE_SEED']);
