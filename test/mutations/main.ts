import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { runCommand } from '../../cli/command/run-command.ts';
import { openCopies } from '../repository/copy-sources.ts';
import { type Fault, planted } from './fault.ts';
import { faults } from './faults.ts';
import { runTests } from './run-tests.ts';
import { type EndedTest, type Verdict, verdictOf } from './verdict.ts';

/** `npm run mutations`: whether the tests notice mistakes in journeys, cadences, letters and rules. Explained in docs/mutations.md. */

interface Options {
  readonly row?: readonly string[];
}

const run = async ({ row: rows }: Options): Promise<void> => {
  const wanted = faults.filter((fault) => rows === undefined || rows.some((row) => row === fault.row));
  if (wanted.length === 0) throw new MutationsError(`no mistake is planted for ${rows?.join(', ')}`);
  const began = Date.now();
  const copies = openCopies();
  process.on('exit', () => copies.remove());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const soundTests = [...new Set(wanted.map(({ test }) => test))].toSorted();
  const sound = copies.copy('sound');
  const misplaced = new Map<Fault, string>();
  for (const [at, fault] of wanted.entries()) {
    try {
      plant(copies.twin(sound, String(at)), fault);
    } catch (error) {
      misplaced.set(fault, error instanceof Error ? error.message : String(error));
    }
  }
  const files = [
    ...soundTests.map((test) => join('sound', test)),
    ...wanted.map(({ test }, at) => join(String(at), test)),
  ];
  const bar = new SingleBar({ format: '{bar} {value} of {total} files of tests' });
  bar.start(files.length, 0);
  const ended = new Map<string, readonly EndedTest[]>();
  const needsDatabase = wanted.some(({ needs }) => needs === 'database');
  await runTests(copies.folder, { files, needsDatabase }, (file, tests) => {
    ended.set(file, tests);
    bar.increment();
  });
  bar.stop();
  const verdicts = wanted.map((fault, at): readonly [Fault, Verdict] => {
    const why = misplaced.get(fault);
    if (why !== undefined) return [fault, { says: 'survived', why: `it cannot be planted any more: ${why}` }];
    const testsIn = (copy: string) => ended.get(join(copy, fault.test)) ?? [];
    return [fault, verdictOf(fault, testsIn('sound'), testsIn(String(at)))];
  });
  for (const line of table(verdicts)) console.log(line);
  const survived = verdicts.filter(([, { says }]) => says === 'survived').length;
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(
    `\n${wanted.length} mistakes planted, ${wanted.length - survived} found, ${survived} survived, in ${seconds} s.`,
  );
  process.exitCode = survived > 0 ? 1 : 0;
};

const plant = (copy: string, fault: Fault): void => {
  const path = join(copy, fault.file);
  const text = planted(fault, readFileSync(path, 'utf8'));
  // Other copies have the same file.
  rmSync(path);
  writeFileSync(path, text);
};

const table = (verdicts: readonly (readonly [Fault, Verdict])[]): readonly string[] =>
  verdicts.flatMap(([{ row, what, file, test }, verdict]) => [
    `${row.padEnd(5)} ${verdict.says.padEnd(9)} ${what} (${file})`,
    verdict.says === 'found' ? `                ${test}: ${verdict.by}` : `                ${verdict.why}`,
  ]);

class MutationsError extends Error {
  override readonly name = 'MutationsError';
  readonly code = 'MUTATIONS';
}

runCommand(
  new Command('npm run mutations')
    .description(
      'Plants mistakes in copies of the repository, one each, and sees whether the tests notice them by their row.',
    )
    .option('--row <rows...>', 'of these rows alone: R1 R11')
    .action(run),
);
