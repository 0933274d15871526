import { Command } from 'commander';
import { coverageView, reportCoverage } from '../../api/coverage/report.ts';
import { freshnessView, reportFreshness } from '../../api/freshness/report.ts';
import { specs } from '../../api/specs.ts';
import { lackSentence } from '../../domain/coverage/coverage.ts';
import { freshnessSentence, isRenewed, type Renewed, renewedNames } from '../../domain/freshness/freshness.ts';
import { findStore } from '../command/find-store.ts';
import { runCommand } from '../command/run-command.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run data`: what a store knows, which journeys that is too little for, and how old it is. */

interface Options {
  readonly store: string;
  readonly json?: true;
}

const coverage = async ({ store: id, json, strict }: Options & { readonly strict?: true }): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const report = await reportCoverage(db, await findStore(db, id), specs, clock.now());
    const view = coverageView(report);
    if (json) return console.log(JSON.stringify(view, undefined, 2));
    console.log(view.counted.words);
    for (const { field, words, among, have, of, share, least, lacking, neededBy } of view.fields) {
      const standing = share === null ? 'nothing yet' : `${share} %, wanted ${least} %`;
      const blocks = neededBy.length > 0 ? `; needed by ${neededBy.join(', ')}` : '';
      console.log(
        `${lacking ? 'LACKS' : 'field'}  ${field}  ${have} of ${of} ${among.words} have ${words} (${standing})${blocks}`,
      );
    }
    const blocked = report.journeys.filter(({ lacks }) => lacks.length > 0);
    for (const { journey, mode, lacks } of blocked) {
      console.log(`journey  ${journey}  ${mode}`);
      for (const lack of lacks) console.log(`  ${lack.field}: ${lackSentence(lack)}`);
    }
    console.error(
      blocked.length === 0
        ? 'No journey lacks anything.'
        : `${blocked.length} of ${report.journeys.length} journeys lack data.`,
    );
    if (strict && blocked.some(({ mode }) => mode === 'on')) process.exitCode = 1;
  });

interface FreshnessOptions extends Options {
  readonly strict?: true;
  readonly of?: string;
}

const freshness = async ({ store: id, json, strict, of }: FreshnessOptions): Promise<void> => {
  const asked = of === undefined ? undefined : of.split(',').map(readRenewed);
  await withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, id);
    const report = (await reportFreshness(db, store.id, clock.now())).filter((one) => asked?.includes(one.of) ?? true);
    if (json) console.log(JSON.stringify(report.map(freshnessView), undefined, 2));
    else for (const one of report) console.log(`${one.state}  ${one.of}  ${freshnessSentence(one)}`);
    // What is asked for by name has to be there; else only what there is has to be fresh.
    const failed = report.filter(({ state }) => state === 'stale' || (asked && state === 'never'));
    if (strict && failed.length > 0) process.exitCode = 1;
  });
};

const readRenewed = (name: string): Renewed => {
  const trimmed = name.trim();
  if (isRenewed(trimmed)) return trimmed;
  throw new DataUnknownError(trimmed);
};

/** Thrown when something is asked for that nothing is kept of. */
class DataUnknownError extends Error {
  override readonly name = 'DataUnknownError';
  readonly code = 'DATA_UNKNOWN';
  constructor(name: string) {
    super(`Nothing is known of the age of ${name}. Write some of ${renewedNames.join(', ')}.`);
  }
}

const program = new Command('npm run data --').description('What a store knows of its customers, products and orders.');
program
  .command('coverage')
  .description('each field, how many have it, and which journeys lack what they build on')
  .requiredOption('--store <id>', 'the store')
  .option('--json', 'as GET /v1/coverage')
  .option('--strict', 'exit code 1 when a journey that is on lacks data')
  .action(coverage);
program
  .command('freshness')
  .description('how old scores, catalogue, stock and counts are, beside what is allowed')
  .requiredOption('--store <id>', 'the store')
  .option('--of <names>', `only these: ${renewedNames.join(',')}`)
  .option('--json', 'as GET /v1/freshness')
  .option('--strict', 'exit code 1 when one is stale, or what --of names is not there: before a campaign')
  .action(freshness);

runCommand(program);
