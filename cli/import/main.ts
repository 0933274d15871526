import { basename } from 'node:path';
import { Command, Option } from 'commander';
import type { IntakeDeps } from '../../api/intake/received.ts';
import { specs } from '../../api/specs.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';
import { type CsvFile, openFile } from './file/open-file.ts';
import { type Counts, importFile } from './import-file.ts';
import type { Kind } from './kind.ts';
import { type KindName, kindNames, kindOfFile, kinds } from './kinds.ts';
import { showProgress } from './show-progress.ts';

/** `npm run import`: a store's past and its proofs of consent, from CSV files. Explained in docs/import.md. */

const run = async (paths: readonly string[], options: { readonly store: string; readonly kind?: KindName }) => {
  // All headers first: a wrong one ends the command before anything is written.
  const files: { readonly file: CsvFile; readonly kind: Kind }[] = [];
  for (const path of paths) {
    const kind: Kind = kinds[options.kind ?? kindOfFile(path)];
    files.push({ file: await openFile(path, kind), kind });
  }
  await withDatabase(async ({ db, clock, nameHash }) => {
    const store = await findStore(db, options.store);
    for (const { file, kind } of files) {
      const counts = await importWithProgress({ db, clock, specs, nameHash }, store, file, kind);
      console.log(`${basename(file.path)}: ${describe(counts)}`);
      if (counts.problems > 0) process.exitCode = 1;
    }
  });
};

const importWithProgress = async (deps: IntakeDeps, store: StoreRow, file: CsvFile, kind: Kind): Promise<Counts> => {
  const progress = showProgress(basename(file.path), file.size);
  try {
    return await importFile(deps, store, file, kind, progress);
  } finally {
    progress.stop();
  }
};

const describe = ({ rows, accepted, outdated, stopping, known, problems }: Counts): string =>
  [
    `${rows} rows`,
    `${accepted} events new`,
    ...(outdated > 0 ? [`of them ${outdated} older than what was known`] : []),
    ...(stopping > 0 ? [`of them ${stopping} stopped a live run`] : []),
    `${known} imported before`,
    `${problems} problems`,
  ].join(', ');

const program = new Command('npm run import --')
  .description("Imports a store's past and its proofs of consent. No journey starts. Run again, it goes on.")
  .argument('<files...>', `CSV files; what they hold is in their names: ${kindNames.join(', ')}`)
  .requiredOption('--store <id>', 'the store that they are of')
  .addOption(new Option('--kind <kind>', 'what the files hold, whatever their names').choices(kindNames))
  .action(run);

runCommand(program);
