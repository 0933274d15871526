import { Command, InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { connectDatabase, type Database } from '../../../db/client.ts';
import { rules } from '../../../domain/rules/index.ts';
import type { AnyRule } from '../../../domain/rules/rule.ts';
import { openPostgres } from '../../faults/cast/postgres.ts';
import { noteCommits } from './play/commit-order.ts';
import { story } from './story/draw.ts';
import { judge } from './judge/judge.ts';
import { mistakes, untold } from './story/mistakes.ts';
import { play } from './play/play.ts';
import { tally } from './tally.ts';

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly mistakes: number;
}

const most = 100_000;
const count = (text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('write a whole number');
  return Number(text);
};
const bounded = (text: string): number => {
  const number = count(text);
  if (number > most) throw new InvalidArgumentError(`write at most ${most}`);
  return number;
};

/** Stories against the whole gate: none may break a rule. */
const prove = async (db: Database, { runs, seed }: Options): Promise<boolean> => {
  const counts = tally();
  let toldAt = Date.now();
  const property = fc.asyncProperty(story, async (drawn) => {
    const played = await play(db, drawn);
    counts.add(played);
    const violations = judge(played);
    if (Date.now() - toldAt > 20_000) {
      toldAt = Date.now();
      console.log(`  ${counts.words()}`);
    }
    if (violations.length > 0) throw new Error(violations.map(({ check, what }) => `${check}: ${what}`).join('\n'));
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: true });
  console.log(`seed ${seed}: ${counts.words()}`);
  if (!result.failed) return true;
  console.log(
    `\nBROKEN by story ${result.counterexamplePath} of seed ${seed}:\n${JSON.stringify(result.counterexample)}`,
  );
  console.log(result.errorInstance instanceof Error ? result.errorInstance.message : '');
  return false;
};

/** How many drawn stories it takes until the judge misses one rule; undefined: more than `atMost`. */
const storiesUntilMissed = async (
  db: Database,
  list: readonly AnyRule[],
  { seed, atMost }: { readonly seed: number; readonly atMost: number },
): Promise<{ readonly stories: number; readonly check: string } | undefined> => {
  for (const [index, drawn] of fc.sample(story, { seed, numRuns: atMost }).entries()) {
    const wrong = judge(await play(db, drawn, list)).find(({ check }) => check !== 'outcomes');
    if (wrong) return { stories: index + 1, check: wrong.check };
  }
  return undefined;
};

/** The same stories against gates without one of their rules: the judge must miss each that nothing else makes up for. */
const plant = async (db: Database, { mistakes: atMost, seed }: Options): Promise<boolean> => {
  console.log(`\nWithout one rule, at most ${atMost} drawn stories each:`);
  let missed = 0;
  for (const { name } of rules) {
    const list = rules.filter((rule) => rule.name !== name);
    const found = await storiesUntilMissed(db, list, { seed, atMost });
    const elsewhere = mistakes[name]?.elsewhere;
    const story = mistakes[name] && (await play(db, mistakes[name].story, list));
    const isSeen = story !== undefined && judge(story).some(({ check }) => check === mistakes[name]!.seen);
    const drawn = found ? `seen after ${found.stories} drawn stories (${found.check})` : 'not seen in drawn stories';
    const told = elsewhere
      ? `nothing goes out all the same: ${elsewhere}`
      : untold[name]
        ? `no story tells of it: ${untold[name]}`
        : `its own story: ${isSeen ? 'seen' : 'NOT SEEN'}`;
    console.log(`  ${name.padEnd(20)} ${drawn}; ${told}`);
    if (!elsewhere && !untold[name] && !isSeen) missed += 1;
  }
  return missed === 0;
};

/** `npm run proof`: drawn stories of a shop against the gate, judged by the provider's record. */
const proof = async (options: Options): Promise<boolean> => {
  const undo: (() => Promise<void> | void)[] = [];
  try {
    const postgres = await openPostgres((one) => void undo.push(one), ['fsync=off', 'synchronous_commit=off']);
    const connection = connectDatabase(postgres.url);
    undo.push(async () => connection.close());
    await noteCommits(connection.db);
    console.log(`Seed ${options.seed}, ${options.runs} stories`);
    const holds = await prove(connection.db, options);
    return (options.mistakes === 0 || (await plant(connection.db, options))) && holds;
  } finally {
    for (const one of undo.toReversed()) await one();
  }
};

const command = new Command('npm run proof --')
  .description(
    'Plays drawn stories of a shop (messages of several journeys, purchases, departures, switches, stock, prices, offers, caps, hours) against the gate on a PostgreSQL of its own, and judges the provider’s record by rules written a second time.',
  )
  .option('--runs <number>', `stories, at most ${most}`, bounded, 200)
  .option(
    '--seed <number>',
    'draws them; the same seed gives the same stories, not the same interleaving',
    count,
    Date.now() % 2 ** 31,
  )
  .option('--mistakes <number>', 'stories at most for each rule left out of the gate; 0: none', bounded, 0);
await command.parseAsync();
process.exitCode = (await proof(command.opts<Options>())) ? 0 : 1;
