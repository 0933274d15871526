import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runCommand } from '../../cli/command/run-command.ts';
import { projectFolder } from '../../dev/data/folders.ts';
import { freshSeed } from '../stack/seed.ts';
import { drawingFiles } from './drawing-files.ts';
import { runPass } from './pass/run.ts';
import { wordsOf } from './pass/words.ts';

/** `npm run test:orders`: looks for cases that `npm test` does not draw. Explained in docs/reliability.md. */

interface Options {
  readonly times: number;
  readonly only?: readonly string[];
}

const mostTimes = 1_000;
const count = (text: string): number => {
  const number = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (number < 1 || number > mostTimes) throw new InvalidArgumentError(`write a whole number from 1 to ${mostTimes}`);
  return number;
};

const run = async ({ times, only }: Options): Promise<void> => {
  const told = process.env['RELANCE_SEED'];
  if (told !== undefined) {
    throw new OrdersError(
      `RELANCE_SEED is ${JSON.stringify(told)}, and each pass draws a seed of its own: leave it out here, or give it to npm test.`,
    );
  }
  const drawing = drawingFiles();
  const unknown = only?.filter((part) => !drawing.some((file) => file.includes(part))) ?? [];
  if (unknown.length > 0) throw new OrdersError(`no test file that draws cases has ${unknown.join(', ')} in its path`);
  const files = drawing.filter((file) => !only || only.some((part) => file.includes(part)));
  let failed = 0;
  for (let pass = 1; pass <= times; pass++) {
    const seed = freshSeed();
    console.log(`Pass ${pass} of ${times}, seed ${seed}: ${files.length} files`);
    const log = `.relance/orders/${seed}.log`;
    const startedAt = Date.now();
    const outcome = await runPass(seed, { files, log: join(projectFolder, log) });
    const seconds = (Date.now() - startedAt) / 1000;
    for (const line of wordsOf(outcome, { seed, asked: files, seconds, log })) console.log(`  ${line}`.trimEnd());
    if (outcome.failures.length > 0) failed += 1;
  }
  console.log(`${times} passes, ${failed} with failures.`);
  process.exitCode = failed > 0 ? 1 : 0;
};

class OrdersError extends Error {
  override readonly name = 'OrdersError';
  readonly code = 'RELANCE_TEST_ORDERS';
}

const command = new Command('npm run test:orders --')
  .description(
    'Runs the test files that draw cases again, each pass with a seed that nobody chose, and tells what failed.',
  )
  .option('--times <number>', `passes, at most ${mostTimes}; each takes minutes`, count, 3)
  .option('--only <texts>', 'files with one of them in their path, with commas between', (text: string) =>
    text.split(','),
  )
  .action(run);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
runCommand(command);
