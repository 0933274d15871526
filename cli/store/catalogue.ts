import { Command } from 'commander';
import { countSales } from '../../db/catalogue/count-sales.ts';
import { reportCatalogue } from '../../db/catalogue/report.ts';
import { countFlaws } from '../../domain/catalogue/check-catalogue.ts';
import { type CatalogueFlaw, catalogueFlaws } from '../../domain/catalogue/flaws.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run catalogue`: what is wrong with the products that a store told. */

interface CheckOptions {
  readonly store: string;
  readonly flaw?: string;
  readonly strict?: true;
}

/** Products named after each flaw; `--flaw` names all. */
const examples = 5;

const check = async (options: CheckOptions): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const wanted = options.flaw;
    if (wanted !== undefined && !Object.hasOwn(catalogueFlaws, wanted)) throw new FlawUnknownError(wanted);
    const { products, usable, found } = await reportCatalogue(db, await findStore(db, options.store), clock.now());
    if (wanted !== undefined) {
      for (const { externalId, flaw } of found) if (flaw === wanted) console.log(externalId);
      return;
    }
    console.log(`${products} products; ${usable.cart} may be shown in carts, ${usable.recommended} may be proposed.`);
    const counts = countFlaws(found);
    for (const [flaw, count] of counts) {
      const named = found.filter((one) => one.flaw === flaw).slice(0, examples);
      const more = count > examples ? ', …' : '';
      const { severity, words } = catalogueFlaws[flaw];
      console.log(
        `${severity}  ${flaw}  ${count}  (${words}): ${named.map((one) => one.externalId).join(', ')}${more}`,
      );
    }
    const errors = counts.filter(([flaw]) => isError(flaw)).reduce((sum, [, count]) => sum + count, 0);
    console.error(
      found.length === 0 ? 'Nothing is wrong with them.' : `${errors} errors, ${found.length - errors} doubts.`,
    );
    if (options.strict && errors > 0) process.exitCode = 1;
  });

const isError = (flaw: CatalogueFlaw): boolean => catalogueFlaws[flaw].severity === 'error';

const count = async (): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const counted = await countSales(db, new Date(clock.now()));
    console.log(
      counted === undefined ? 'A worker is counting already.' : `${counted} products sold in the last 90 days.`,
    );
  });

/** Thrown when a flaw is asked for that does not exist. */
class FlawUnknownError extends Error {
  override readonly name = 'FlawUnknownError';
  readonly code = 'FLAW_UNKNOWN';
  constructor(flaw: string) {
    super(`There is no flaw ${flaw}. There are: ${Object.keys(catalogueFlaws).join(', ')}.`);
  }
}

const program = new Command('npm run catalogue --').description('What is wrong with the products that a store told.');
program
  .command('check')
  .description('each kind of flaw, with how many products have it and some of them')
  .requiredOption('--store <id>', 'the store')
  .option('--flaw <name>', 'only this one, with every product that has it, one a line')
  .option('--strict', 'exit code 1 when there is an error')
  .action(check);
program
  .command('count-sales')
  .description('counts now what sold in the last 90 days; a worker does it every few hours')
  .action(count);

runCommand(program);
