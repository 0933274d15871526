import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { DateTime, IANAZone } from 'luxon';
import type { Locale } from '../../domain/templates.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** What the command line says. */
export interface BacktestOptions {
  readonly from?: Millis;
  readonly to?: Millis;
  readonly policy?: string;
  readonly calendar?: string;
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
  // A day that no calendar has is none: 2024-02-31 is not the second of March.
  const at = DateTime.fromISO(given, { zone: 'utc' }).toMillis();
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

/** Why nothing can be written to `path`; undefined: it can. Asked before a long piece of work, whose result it is to hold. */
export const unwritable = (path: string, input?: string): string | undefined => {
  const file = resolve(path);
  if (!existsSync(dirname(file))) return `${path}: there is no folder ${dirname(file)}.`;
  if (existsSync(file) && statSync(file).isDirectory()) return `${path}: is a folder; name a file.`;
  if (input !== undefined && file === resolve(input)) return `${path}: holds the events, and would be written over.`;
  return undefined;
};
