import type { Command } from 'commander';
import { z } from 'zod';
import { email, externalId, phone } from '../../api/events/fields.ts';
import type { PersonReference } from '../../db/personal-data/person.ts';
import type { CustomerId } from '../../domain/ids.ts';

export interface PersonOptions {
  readonly store: string;
  readonly id?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly customer?: string;
}

/** The options by which a command is told whom it is about. */
export const personOptions = (program: Command): Command =>
  program
    .requiredOption('--store <id>', 'the store')
    .option('--id <id>', "the store's own customer id")
    .option('--email <address>', 'one of their e-mail addresses')
    .option('--phone <number>', 'one of their phone numbers, with the country code')
    .option('--customer <uuid>', 'our id, as the console shows it');

const forms = { id: externalId, email, phone, customer: z.uuid() } as const;

/** @throws PersonOptionsError unless exactly one name is given, and well written. */
export const readPerson = (options: PersonOptions): PersonReference => {
  const given = (['id', 'email', 'phone', 'customer'] as const).filter((kind) => options[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    throw new PersonOptionsError('Name the customer by one of --id, --email, --phone and --customer.');
  }
  const value = forms[kind].safeParse(options[kind]);
  if (!value.success) throw new PersonOptionsError(`--${kind}: ${value.error.issues[0]!.message}.`);
  return kind === 'customer' ? { kind, value: value.data as CustomerId } : { kind, value: value.data };
};

/** Thrown when the options do not name one customer. */
class PersonOptionsError extends Error {
  override readonly name = 'PersonOptionsError';
  readonly code = 'PERSON_OPTIONS';
}

/** Thrown when the store knows nobody of the name. The name is not repeated: terminals are recorded. */
export class PersonUnknownError extends Error {
  override readonly name = 'PersonUnknownError';
  readonly code = 'PERSON_UNKNOWN';
  constructor(store: string, kind: PersonReference['kind']) {
    super(`Store ${store} knows no customer of this ${kind}.`);
  }
}
