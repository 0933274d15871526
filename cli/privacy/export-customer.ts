import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { exportCustomer } from '../../api/privacy/export-customer.ts';
import { findStore } from '../command/find-store.ts';
import { PersonUnknownError, personOptions, type PersonOptions, readPerson } from './person-options.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run export-customer`: all that is kept about one customer, as JSON. */

const run = async (options: PersonOptions & { readonly out?: string }): Promise<void> => {
  const reference = readPerson(options);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const found = await exportCustomer({ db, clock }, store.id, reference, 'command:export-customer');
    if (!found) throw new PersonUnknownError(store.id, reference.kind);
    const text = `${JSON.stringify(found, null, 2)}\n`;
    if (options.out === undefined) process.stdout.write(text);
    else writeFileSync(options.out, text, { mode: 0o600 });
    const counts = Object.entries(found.data).map(([name, rows]) => `${rows.length} ${name}`);
    console.error(counts.join(', '));
  });
};

const program = personOptions(new Command('npm run export-customer --'))
  .description('Writes all that is kept about a customer, as JSON.')
  .option('--out <file>', 'write it there, for its owner alone to read; else to standard output')
  .action(run);

runCommand(program);
