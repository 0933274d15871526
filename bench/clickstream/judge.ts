import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, type RunNotes } from './judging/files.ts';
import { type Figures, figuresOf, type Percentiles } from './judging/figures.ts';
import { historyOf } from './judging/history.ts';
import { readEvidence } from './judging/read-evidence.ts';
import { findViolations, rules } from './judging/violations.ts';

/**
 * Judges an acceptance run: `tsx bench/clickstream/judge.ts <folder>`. It reads the raw file, the answers that
 * the store got and the provider's own record; never the database. Ends with 1 when anything is wrong.
 */
const main = (folder: string): void => {
  const notes = JSON.parse(readFileSync(join(folder, files.notes), 'utf8')) as RunNotes;
  const evidence = readEvidence(folder);
  const history = historyOf(evidence);
  const figures = figuresOf(evidence, history);
  const violations = findViolations(evidence, history);
  const races = Object.values(figures.races.planted).reduce((sum, count) => sum + count, 0);

  console.log(`The judge, from the raw file, the 202 answers and the provider's own record (seed ${notes.seed}):`);
  for (const [name, value] of describe(figures, races)) console.log(`  ${name.padEnd(44)} ${value}`);
  for (const rule of Object.keys(rules) as (keyof typeof rules)[]) {
    const broken = violations.filter((violation) => violation.rule === rule);
    console.log(`  ${broken.length === 0 ? 'ok  ' : 'FAIL'} ${rules[rule]}: ${broken.length} against it`);
    for (const { what } of broken.slice(0, 5)) console.log(`         ${what}`);
  }
  const enough = races >= notes.races;
  if (!enough) console.log(`  FAIL only ${races} planted orders raced with a message; ${notes.races} were wanted`);
  const nothing = evidence.acceptances.length === 0;
  if (nothing) console.log('  FAIL no message at all: there was nothing to judge');
  process.exitCode = violations.length > 0 || !enough || nothing ? 1 : 0;
  console.log(process.exitCode === 0 ? 'Verdict: passed' : 'Verdict: FAILED');
};

const describe = (figures: Figures, races: number): readonly (readonly [string, string | number])[] => [
  ['rows of the raw file', figures.rows],
  ['events answered 202, planted ones included', figures.events],
  ['their fates', list(figures.fates)],
  ['carts; purchases', `${figures.carts}; ${figures.purchases}`],
  ['messages accepted by the provider', list(figures.messages)],
  ['planted orders within 2 s of a due instant', `${races}: ${list(figures.races.planted)}`],
  ['orders of the file within 2 s of one', list(figures.races.own)],
  ['claimed before, accepted after a purchase', `${figures.crossed}; their window ${span(figures.window.crossed)}`],
  ['claim to acceptance, all messages', span(figures.window.all)],
  [
    'carts that nothing stood in the way of',
    `${figures.undisturbed.carts}; reminded ${figures.undisturbed.reminded}, reassured ${figures.undisturbed.reassured}`,
  ],
];

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

const span = ({ p50, p99, max }: Percentiles): string =>
  Number.isNaN(p50) ? 'none' : `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, longest ${max.toFixed(0)} ms`;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('judge: the folder of a run is missing; write tsx bench/clickstream/judge.ts <folder>');
  process.exit(2);
}
main(folder);
