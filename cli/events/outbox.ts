import { Command } from 'commander';
import { retryLetter } from '../../api/operate/retry-letter.ts';
import { listDeadLetters } from '../../db/pages/runs.ts';
import type { StoreId } from '../../domain/ids.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run outbox`: what Temporal could not be told, and was given up. */

const most = 1000;

const list = async (options: { readonly store?: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const letters = await listDeadLetters(db, options.store as StoreId | undefined, most);
    for (const { letter, run } of letters) {
      const { id, storeId, kind, attempts, deadAt, lastError } = letter;
      const what = `${kind}  run ${run.id}  given up ${deadAt?.toISOString()} after ${attempts} tries`;
      console.log(`${id}  ${storeId}  ${what}  ${lastError ?? ''}`);
    }
    const shown = letters.length === most ? `The newest ${most} are shown.` : `${letters.length} given up.`;
    console.error(letters.length === 0 ? 'Nothing was given up.' : shown);
  });

const retry = async (id: string): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const who = { at: clock.now(), actor: 'command:outbox' } as const;
    const store = await retryLetter(db, id, { ...who, now: new Date(clock.now()) });
    if (store === undefined) throw new LetterUnknownError(id);
    console.log(`Row ${id} is told again; a dispatcher takes it within a second.`);
  });

/** Thrown when no row that was given up has this id. */
class LetterUnknownError extends Error {
  override readonly name = 'LetterUnknownError';
  readonly code = 'OUTBOX_UNKNOWN';
  constructor(id: string) {
    super(`No row that was given up has the id ${id}. \`npm run outbox -- list\` shows them.`);
  }
}

const program = new Command('npm run outbox --').description('What Temporal could not be told, and was given up.');
program.command('list').description('shows it with its errors, newest first').option('--store <id>').action(list);
program.command('retry').description('tells one row again').argument('<id>', 'as listed').action(retry);

runCommand(program);
