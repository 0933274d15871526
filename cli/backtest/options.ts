import { InvalidArgumentError } from 'commander';
import { IANAZone } from 'luxon';
import type { Locale } from '../../domain/templates.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** What the command line says. */
export interface BacktestOptions {
  readonly from?: Millis;
  readonly to?: Millis;
  readonly policy?: string;
  readonly journeys?: readonly string[];
  readonly mapping?: string;
  readonly out?: string;
  /** False: none. */
  readonly report?: string | false;
  readonly store: string;
  readonly timezone?: string;
  readonly currency?: string;
  readonly locale?: Locale;
  readonly database?: string;
  readonly compare?: readonly string[];
}

/** A day, `2024-03-01` (its beginning in UTC), or an instant with a zone. */
export const toMoment = (given: string): Millis => {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(given);
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/u.test(given);
  const at = Date.parse(given);
  if (Number.isNaN(at) || !(isDay || hasZone)) {
    throw new InvalidArgumentError('Write a day such as 2024-03-01, or an instant such as 2024-03-01T08:00:00+01:00.');
  }
  return at;
};

export const toNames = (given: string): readonly string[] => given.split(',').map((name) => name.trim());

export const toZone = (given: string): string => {
  if (IANAZone.isValidZone(given)) return given;
  throw new InvalidArgumentError('Write a time zone such as Europe/Paris.');
};

export const toCurrency = (given: string): string => {
  if (/^[A-Z]{3}$/u.test(given)) return given;
  throw new InvalidArgumentError('Write an ISO 4217 code such as EUR.');
};
