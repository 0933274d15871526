import { InvalidArgumentError } from 'commander';

/** How the numbers of a command line are read; what cannot be one says how to write it. */

/** `12.5`: parts of a hundred, as a part of one. */
export const percent = (given: string): number => number(given, 'a percentage such as 12.5') / 100;

/** `-5`, `12.5`: a change. */
export const change = (given: string): number => {
  const sign = given.startsWith('-') ? -1 : 1;
  return (sign * number(given.replace(/^[+-]/u, ''), 'a change in percent such as 10 or -5')) / 100;
};

/** A number of 0 or more. */
export const amount = (given: string): number => number(given, 'a number such as 19.90');

/** A whole number of 1 or more. */
export const count = (given: string): number => {
  if (/^[1-9]\d{0,8}$/u.test(given)) return Number(given);
  throw new InvalidArgumentError('Write a whole number such as 20000.');
};

const isDay = /^\d{4}-\d{2}-\d{2}$/u;
const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/u;

/** `2026-10-01` as its beginning in UTC, or an instant with its offset. */
export const day = (given: string): Date => {
  const read = new Date(isDay.test(given) ? `${given}T00:00:00Z` : isInstant.test(given) ? given : Number.NaN);
  if (!Number.isNaN(read.getTime())) return read;
  throw new InvalidArgumentError('Write a day such as 2026-10-01, or an instant such as 2026-10-01T00:00:00+02:00.');
};

const number = (given: string, like: string): number => {
  if (/^\d{1,12}(?:\.\d{1,6})?$/u.test(given)) return Number(given);
  throw new InvalidArgumentError(`Write ${like}.`);
};
