import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { specs } from '../../api/specs.ts';
import { readEnvironment } from '../../config/read.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { sharedVariables } from '../../config/variables.ts';
import { readStore } from '../../db/stores.ts';
import type { StoreId } from '../../domain/ids.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { withDatabase } from '../with-database.ts';
import { importFile, kinds } from './import-file.ts';

/** Problems shown of one file; the count tells of the others. */
const shown = 50;

const run = async (files: readonly string[], options: { readonly store: string }): Promise<void> =>
  withDatabase(async ({ db }) => {
    const store = await readStore(db, options.store as StoreId);
    if (!store) throw new Error(`There is no store ${options.store}; make it with npm run key -- create --store …`);
    const { RELANCE_CLOCK } = sharedVariables;
    const clock = systemClock(readOrExit(() => readEnvironment({ RELANCE_CLOCK }, process.env)).RELANCE_CLOCK);
    for (const path of files) {
      const file = basename(path);
      const bar = new SingleBar({ format: `${file} {bar} {percentage} % | {eta_formatted}`, clearOnComplete: true });
      const size = statSync(path).size;
      bar.start(size, 0);
      const result = await importFile({ db, clock, specs }, store, path, (bytes) => bar.update(bytes)).finally(() =>
        bar.stop(),
      );
      const { imported, known, problems } = result;
      for (const problem of problems.slice(0, shown)) console.error(problem);
      if (problems.length > shown) console.error(`${file}: and ${problems.length - shown} more`);
      console.log(`${file}: ${imported} imported, ${known} imported before, ${problems.length} wrong`);
      if (problems.length > 0) process.exitCode = 1;
    }
  });

const program = new Command('import')
  .description('Imports history and proofs of consent. No journey starts; run it again to go on after a stop.')
  .argument('<files...>', `CSV files whose names begin with ${Object.keys(kinds).join(', ')}`)
  .requiredOption('--store <id>', 'the store that they belong to')
  .action(run);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
