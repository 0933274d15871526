import { isDatabaseAway } from '../../api/http/database-away.ts';
import { sqlState } from '../../db/error-code.ts';

/** Thrown when a command's database cannot be used as it is. */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
  readonly code = 'DATABASE_UNUSABLE';
}

const remedies: Readonly<Record<string, string>> = {
  '42P01': 'has not the tables of Relance. Run `npm run db:migrate`.',
  '42703': 'has tables of another version. Run `npm run db:migrate`.',
  '3D000': 'does not exist. Make it, then run `npm run db:migrate`.',
  '28P01': 'refuses the password. Correct DATABASE_URL.',
  '28000': 'refuses the user. Correct DATABASE_URL.',
};

/** The same failure for people, where it is the database's; `database` names it. */
export const explainFailure = (error: unknown, database: string): unknown => {
  const state = sqlState(error) ?? '';
  const remedy = isDatabaseAway(error) ? `does not answer (${state}). Start it, then run this again.` : remedies[state];
  return remedy === undefined
    ? error
    : new DatabaseUnusableError(`The database ${database} ${remedy}`, { cause: error });
};
