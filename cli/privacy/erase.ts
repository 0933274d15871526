import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { eraseCustomer } from '../../api/privacy/erase-customer.ts';
import { erasureView } from '../../api/privacy/erasure-view.ts';
import type { Queries } from '../../db/client.ts';
import { readErasure } from '../../db/personal-data/erasures.ts';
import type { ErasureRow } from '../../db/personal-data/mark-erased.ts';
import { findStore } from '../command/find-store.ts';
import { PersonUnknownError, personOptions, type PersonOptions, readPerson } from './person-options.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run erase`: forgets a customer, everywhere; the worker does the work and this shows the receipt. */

/** How long the command looks on; the worker goes on by itself. */
const patienceMillis = 120_000;

const erase = async (options: PersonOptions & { readonly wait: boolean }): Promise<void> => {
  const reference = readPerson(options);
  await withDatabase(async ({ db, clock, nameHash }) => {
    if (!nameHash) throw new ErasureKeyMissingError();
    const store = await findStore(db, options.store);
    const asked = await eraseCustomer({ db, clock, nameHash }, store.id, reference, 'command:erase');
    if (!asked) throw new PersonUnknownError(store.id, reference.kind);
    console.error(`Erasure ${asked.id}: from now on nothing is sent. The worker deletes the rest.`);
    const row = options.wait ? await untilClosed(db, asked) : asked;
    console.log(JSON.stringify(erasureView(row), null, 2));
    if (options.wait && row.state === 'open') {
      console.error(`Still open (${row.waitsFor ?? 'no worker took it'}); a running worker goes on with it.`);
      process.exitCode = 1;
    }
  });
};

const untilClosed = async (db: Queries, asked: ErasureRow): Promise<ErasureRow> => {
  const deadline = Date.now() + patienceMillis;
  let row = asked;
  while (row.state === 'open' && Date.now() < deadline) {
    await wait(500);
    row = (await readErasure(db, asked.storeId, asked.id)) ?? row;
  }
  return row;
};

/** Thrown when the key is missing without which an erased name could not be known again. */
class ErasureKeyMissingError extends Error {
  override readonly name = 'ErasureKeyMissingError';
  readonly code = 'ERASURE_KEY_MISSING';
  constructor() {
    super('ERASURE_KEY is not set. Give it to the api, the worker and this command: openssl rand -base64 32');
  }
}

const program = personOptions(new Command('npm run erase --'))
  .description('Forgets a customer: nothing more is sent, and what is kept about them is deleted.')
  .option('--no-wait', 'end when it is asked for, without the receipt of the worker')
  .action(erase);

runCommand(program);
