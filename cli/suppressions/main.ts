import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { Resend } from 'resend';
import type { z } from 'zod';
import { addSuppression, liftSuppression } from '../../api/suppressions/change.ts';
import { addedSuppression, liftedSuppression } from '../../api/suppressions/entry.ts';
import { readEnvironment } from '../../config/read.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { workerVariables } from '../../config/variables.ts';
import { recordAct } from '../../db/access/audit.ts';
import { suppressionReasons } from '../../domain/suppression.ts';
import { findStore } from '../command/find-store.ts';
import { openFile } from '../import/file/open-file.ts';
import { showProgress } from '../import/show-progress.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';
import { describe } from './bring.ts';
import { suppressionsCsv } from './export-csv.ts';
import { importSuppressions } from './import-file.ts';
import { mirrorResend } from './mirror.ts';
import { suppressionColumns } from './read-row.ts';

/** `npm run suppressions`: addresses that get nothing more. Explained in docs/suppressions.md. */

interface Options {
  readonly store: string;
}

interface OneOptions extends Options {
  readonly email?: string;
  readonly phone?: string;
  readonly reason: string;
  readonly purpose?: string;
  readonly list?: string;
}

const actor = 'command:suppressions';

const importFile = async (path: string, options: Options): Promise<void> => {
  const file = await openFile(path, suppressionColumns);
  await withDatabase(async (database) => {
    const store = await findStore(database.db, options.store);
    const progress = showProgress(basename(path), file.size);
    const { rows, problems, counts } = await importSuppressions(database, store, file, progress).finally(() =>
      progress.stop(),
    );
    console.log(`${basename(path)}: ${rows} rows, ${describe(counts)}, ${problems} problems`);
    if (problems > 0) process.exitCode = 1;
  });
};

const exportAll = async (options: Options): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    let rows = -1;
    for await (const line of suppressionsCsv(db, store.id, new Date(clock.now()))) {
      process.stdout.write(line);
      rows += 1;
    }
    const detail = { rows };
    await recordAct(db, {
      at: clock.now(),
      actor,
      act: 'suppressions.exported',
      subject: `store/${store.id}`,
      store: store.id,
      detail,
    });
    console.error(`${rows} suppressions.`);
  });

const addOne = async (options: OneOptions): Promise<void> => {
  const given = readOne(addedSuppression, options);
  await withDatabase(async (database) => {
    const store = await findStore(database.db, options.store);
    const outcome = await addSuppression(database, given, { store: store.id, actor });
    console.log(outcome === 'unchanged' ? 'It held already.' : 'From now on it holds.');
  });
};

const liftOne = async (options: OneOptions): Promise<void> => {
  const given = readOne(liftedSuppression, options);
  await withDatabase(async (database) => {
    const store = await findStore(database.db, options.store);
    const outcome = await liftSuppression(database, given, { store: store.id, actor });
    if (outcome === 'none') throw new NotSuppressedError();
    console.log('Lifted. A consent that was withdrawn stays withdrawn; Resend’s own list is not changed.');
  });
};

const mirror = async (options: Options): Promise<void> =>
  withDatabase(async (database) => {
    const store = await findStore(database.db, options.store);
    const { RESEND_API_KEY, RESEND_BASE_URL } = workerVariables;
    const read = readOrExit(() => readEnvironment({ RESEND_API_KEY, RESEND_BASE_URL }, process.env));
    if (!read.RESEND_API_KEY) throw new NoResendError();
    const resend = new Resend(read.RESEND_API_KEY, { baseUrl: read.RESEND_BASE_URL ?? 'https://api.resend.com' });
    console.log(`Resend’s list: ${describe(await mirrorResend(database, resend, store.id))}`);
  });

const readOne = <Schema extends z.ZodType>(schema: Schema, options: OneOptions): z.output<Schema> => {
  const { email, phone, reason, purpose, list } = options;
  if ((email === undefined) === (phone === undefined)) throw new OptionsError('Give one of --email and --phone.');
  const read = schema.safeParse({
    channel: email === undefined ? 'sms' : 'email',
    address: email ?? phone,
    reason,
    purpose,
    list,
  });
  if (!read.success) throw new OptionsError(read.error.issues.map(({ message }) => message).join('; '));
  return read.data;
};

/** Thrown when the options do not say which suppression is meant. */
class OptionsError extends Error {
  override readonly name = 'OptionsError';
  readonly code = 'SUPPRESSION_OPTIONS';
}

/** Thrown when there is nothing to lift. */
class NotSuppressedError extends Error {
  override readonly name = 'NotSuppressedError';
  readonly code = 'NOT_SUPPRESSED';
  constructor() {
    super(
      'There is no such suppression. `npm run suppressions -- export` lists all; reason, purpose and list must be the same.',
    );
  }
}

/** Thrown when no account of Resend is set. */
class NoResendError extends Error {
  override readonly name = 'NoResendError';
  readonly code = 'NO_RESEND';
  constructor() {
    super('RESEND_API_KEY is not set: there is no list to mirror.');
  }
}

const program = new Command('npm run suppressions --').description('Addresses that get nothing more, by reason.');
const ofStore = (command: Command): Command => command.requiredOption('--store <id>', 'the store');
const ofOne = (command: Command, needsReason: boolean): Command => {
  const reason = new Option('--reason <reason>', 'why').choices(suppressionReasons.filter((one) => one !== 'erased'));
  return ofStore(command)
    .option('--email <address>', 'the e-mail address')
    .option('--phone <number>', 'the phone number, with its country code')
    .addOption(needsReason ? reason.makeOptionMandatory() : reason.default('manual'))
    .addOption(new Option('--purpose <purpose>', 'what it stops').choices(['marketing', 'transactional', 'all']))
    .option('--list <list>', 'the one list that it stops');
};

ofStore(
  program.command('import').description('keeps those of a CSV file; again changes nothing').argument('<file>'),
).action(importFile);
ofStore(program.command('export').description('writes all that hold as CSV to the standard output')).action(exportAll);
ofOne(program.command('add').description('suppresses one address'), false).action(addOne);
ofOne(program.command('lift').description('lifts one suppression'), true).action(liftOne);
ofStore(program.command('mirror').description('keeps what is on Resend’s own list')).action(mirror);

runCommand(program);
