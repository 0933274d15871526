/**
 * `npm run race`: orders against due sends, at the gate and through Temporal, judged by the order in which
 * PostgreSQL committed them and by the provider's own record.
 */
import { Command, InvalidArgumentError } from 'commander';
import { checkedOutCommit } from '../report/commit.ts';
import { raceAtGate } from './gate/race-at-gate.ts';
import { type RaceRow, renderRaceTable, whatBroke } from './table.ts';
import { raceThroughTemporal } from './temporal/race-through-temporal.ts';

interface Options {
  readonly pairs: number;
  readonly intake: number;
  readonly control: number;
  readonly temporal: number;
  readonly seed: number;
  readonly processes: number;
}

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('write a whole number');
  return Number(text);
};

const race = async (options: Options): Promise<void> => {
  const { pairs, control, temporal, seed, processes } = options;
  const byIntake = Math.min(options.intake, pairs);
  const started = Date.now();
  const say = (line: string): void =>
    console.log(`${new Date(Date.now() - started).toISOString().slice(11, 19)}  ${line}`);
  console.log(`Seed ${seed}, commit ${checkedOutCommit()}: ${pairs} pairs at the gate, ${temporal} through Temporal`);
  console.log('The same seed gives the same throws around the boundary, not the same interleaving.');
  const rows: RaceRow[] = [];
  if (pairs > 0) {
    const heats = await raceAtGate({ seed, processes, byIntake, bySql: pairs - byIntake, control, progress: say });
    rows.push(...heats);
  }
  if (temporal > 0) rows.push(await raceThroughTemporal({ seed, pairs: temporal, progress: say }));
  const broken = whatBroke(rows);
  console.log(`\n${renderRaceTable(rows)}\n`);
  console.log('Judged by pg_xact_commit_timestamp of purchase and claim, and by what the provider wrote down itself.');
  for (const one of broken) console.log(`BROKEN  ${one}`);
  process.exitCode = broken.length > 0 ? 1 : 0;
};

const command = new Command('npm run race --')
  .description('Races purchases against sends: none may be claimed after a purchase that was committed before it.')
  .option('--pairs <number>', 'pairs at the gate', wholeNumber, 100_000)
  .option('--intake <number>', "of these, pairs whose order goes through the product's own intake", wholeNumber, 10_000)
  .option('--control <number>', 'pairs against a gate that is known to be wrong', wholeNumber, 2_000)
  .option('--temporal <number>', 'pairs through Temporal, with orders over HTTP', wholeNumber, 2_000)
  .option('--seed <number>', 'draws the throws around the boundary', wholeNumber, 20_261_125)
  .option('--processes <number>', 'processes at the gate; half of them order', wholeNumber, 6);
await command.parseAsync();
await race(command.opts<Options>());
process.exit();
