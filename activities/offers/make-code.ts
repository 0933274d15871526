import { randomInt } from 'node:crypto';

/** Without vowels, and without what is read for something else: no word comes out, and it can be told by phone. */
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ';
const length = 10;

/** A code that nobody can guess: 28^10, about 3 · 10^14 of a prefix. */
export const makeCode = (prefix: string): string =>
  prefix + Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
