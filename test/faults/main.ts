import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { projectFolder } from '../../dev/data/folders.ts';
import type { Part, PlannedInjection, Scale } from './part.ts';
import { parts } from './parts.ts';
import { checkedOutCommit } from './report/commit.ts';
import { holds } from './report/fault-row.ts';
import { type FinishedPart, finishedParts } from './report/finished-parts.ts';
import { renderTable } from './report/table.ts';
import { planOf, runPart } from './run-part.ts';

interface Options {
  readonly quick?: boolean;
  readonly seed?: number;
  readonly only?: readonly string[];
  readonly fresh?: boolean;
  readonly list?: boolean;
  readonly faults?: string;
}

/** The seed of the run whose table the documentation quotes. */
const standardSeed = 20_261_125;

const wholeNumber = (text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('write a whole number');
  return Number(text);
};

const chosenParts = (scale: Scale, only: readonly string[] | undefined): readonly Part[] => {
  const known = parts.filter(({ scales }) => scales.includes(scale));
  const unknown = only?.filter((name) => !known.some((part) => part.name === name || part.name.startsWith(`${name}-`)));
  if (unknown?.length) {
    throw new Error(
      `No part ${unknown.join(', ')} at this scale; there are ${known.map(({ name }) => name).join(', ')}`,
    );
  }
  return known.filter(({ name }) => !only || only.some((one) => name === one || name.startsWith(`${one}-`)));
};

/** `npm run faults`: breaks everything that one machine can break, and counts what came of it. */
const faults = async (options: Options): Promise<void> => {
  const scale: Scale = options.quick ? 'quick' : 'full';
  const seed = options.seed ?? standardSeed;
  const chosen = chosenParts(scale, options.only);
  if (options.list) return list(chosen, seed, scale);
  const folder = resolve(projectFolder, '.relance/faults', `${seed}-${scale}`);
  const kept = finishedParts(options.faults === undefined ? folder : `${folder}-some`);
  const isWanted = ({ fault }: PlannedInjection): boolean => fault.includes(options.faults ?? '');
  const commit = checkedOutCommit();
  const started = Date.now();
  const clock = (): string => new Date(Date.now() - started).toISOString().slice(11, 19);
  const say = (line: string): void => console.log(`${clock()}  ${line}`);
  console.log(`Seed ${seed}, ${scale}, commit ${commit}: ${chosen.length} parts; kept in ${folder}`);
  console.log('The same seed gives the same list of injections (--list), not the same interleaving.');
  const failed: string[] = [];
  const finished: FinishedPart[] = [];
  for (const [index, part] of chosen.entries()) {
    const place = `[${index + 1}/${chosen.length}] ${part.name}`;
    const before = options.fresh || options.faults !== undefined ? undefined : kept.read(part.name);
    if (before) {
      say(`${place}: kept from ${before.startedAt}, commit ${before.commit}`);
      finished.push(before);
      continue;
    }
    say(`${place}: ${part.title}`);
    const startedAt = Date.now();
    try {
      const rows = await runPart(part, { seed, scale, folder, progress: (line) => say(`  ${line}`), isWanted });
      const seconds = (Date.now() - startedAt) / 1000;
      const done = {
        part: part.name,
        seed,
        scale,
        commit,
        startedAt: new Date(startedAt).toISOString(),
        seconds,
        rows,
      };
      kept.write(done);
      finished.push(done);
      say(`${place}: done in ${seconds.toFixed(0)} s${rows.every(holds) ? '' : ', PROMISES BROKEN'}`);
    } catch (error) {
      failed.push(part.name);
      say(`${place}: FAILED: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  const rows = finished.flatMap((one) => one.rows);
  const commits = [...new Set(finished.map((one) => one.commit))].join(', ');
  console.log(`\n${scale}, seed ${seed}, commit ${commits}, ${new Date().toISOString().slice(0, 10)}\n`);
  console.log(renderTable(rows));
  console.log(`\nTook ${clock()}; the parts ${spent(finished)}.`);
  if (failed.length > 0) console.log(`\nNot run to their end: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 || !rows.every(holds) ? 1 : 0;
};

const spent = (finished: readonly FinishedPart[]): string =>
  new Date(finished.reduce((sum, { seconds }) => sum + seconds, 0) * 1000).toISOString().slice(11, 19);

const list = (chosen: readonly Part[], seed: number, scale: Scale): void => {
  for (const part of chosen) {
    console.log(`${part.name}: ${part.title}`);
    for (const { fault, detail } of planOf(part, { seed, scale })) {
      console.log(`  ${fault}${detail ? ` ${JSON.stringify(detail)}` : ''}`);
    }
  }
};

const command = new Command('npm run faults --')
  .description(
    'Injects faults, and judges by the provider’s own record that nothing was lost, doubled or sent after a purchase.',
  )
  .option('--quick', 'a few of each, in minutes')
  .option('--seed <number>', `draws the injections; the default is ${standardSeed}`, wholeNumber)
  .option('--only <parts>', 'names of parts, with commas between', (text: string) => text.split(','))
  .option('--fresh', 'runs again what is kept already')
  .option('--faults <text>', 'only the injections whose name contains it, to look at one closely; counts for nothing')
  .option('--list', 'prints the injections that the seed gives, and runs nothing');
await command.parseAsync();
// Children have process groups of their own: they are told when this process exits, not when it is killed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await faults(command.opts<Options>());
process.exit();
