import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { backtest, type Past } from './backtest.ts';
import { compare } from './compare/compare.ts';
import { importMapping } from './input/import-mapping.ts';
import { survey } from './input/in-order.ts';
import { mappingFor, linesOf } from './input/read-bodies.ts';
import { clickstream } from './mappings/clickstream.ts';
import { type BacktestOptions, toCurrency, toMoment, toNames, toZone, unwritable } from './options.ts';
import { BacktestOptionError, programmeOf } from './programme.ts';
import { reportOf } from './report/report.tsx';
import { decisionsOf, writeDecisions } from './results/decisions.ts';
import { readFigures } from './results/figures.ts';
import { findStrangest } from './results/strangest.ts';
import { summaryOf } from './results/summary.ts';
import { watch } from './watch.ts';
import { withServer } from './world/with-server.ts';

/** `npm run backtest`: what the journeys would have done with a store's past. Explained in docs/backtest.md. */

const run = async (path: string, options: BacktestOptions): Promise<void> => {
  const begun = performance.now();
  const { from, to } = options;
  if (from !== undefined && to !== undefined && from >= to) {
    throw new BacktestOptionError('--from must be before --to: nothing lies between them.');
  }
  for (const written of [options.out, options.report]) {
    const why = written ? unwritable(written, path) : undefined;
    if (why !== undefined) throw new BacktestOptionError(why);
  }
  const mapping =
    options.mapping === undefined ? await mappingFor(path, [clickstream]) : await importMapping(options.mapping, path);
  const past: Past = { read: linesOf(path, mapping), mapping, from, to };
  if (options.compare) return compare(path, past, options, options.compare);

  const chosen = programmeOf(options, mapping);
  // Not before it is known that there is something to play.
  const seen = chosen.then(() => survey(past.read));
  // What is wrong with either is told where it is waited for: a server that starts meanwhile is stopped first.
  for (const begun of [chosen, seen]) begun.catch(() => {});
  await withServer(options.database, async (server) => {
    const programme = await chosen;
    const connection = await server.open();
    const watcher = watch(basename(path));
    try {
      const played = await backtest(connection, programme, { ...past, seen }, watcher);
      watcher.stop();
      const { sql } = connection;
      const [figures, strangest, written] = await Promise.all([
        readFigures(sql, played, programme.shop.timezone),
        findStrangest(sql),
        options.out === undefined ? undefined : writeDecisions(options.out, decisionsOf(sql)),
      ]);
      console.log(summaryOf(figures, strangest).join('\n'));
      if (written !== undefined) console.log(`\n${written} decisions in ${options.out}`);
      if (options.report) {
        const about = aboutJourneys(programme.specs.map(({ name }) => name));
        writeFileSync(options.report, reportOf({ input: basename(path), about, figures, strangest }));
        console.log(`Charts in ${options.report}`);
      }
      const seconds = (performance.now() - begun) / 1000;
      const { user, system } = process.cpuUsage();
      console.error(
        `${seconds.toFixed(1)} s (CPU of this process ${((user + system) / 1e6).toFixed(1)} s), ` +
          `${Math.round(played.events / seconds)} events a second`,
      );
    } finally {
      watcher.stop();
      await connection.close();
    }
  });
};

/** More journeys than this are counted: those that began a run are in a table of the report. */
const mostNamed = 8;

const aboutJourneys = (names: readonly string[]): string =>
  names.length > mostNamed ? `${names.length} journeys were on.` : `Journeys: ${names.join(', ')}.`;

const program = new Command('npm run backtest --')
  .description("Plays a store's past events through the journeys and the gate. Nothing is sent, no store is touched.")
  .argument('<events>', 'events.jsonl or events.csv: our own events, or an export that has a mapping')
  .option('--from <day>', 'what happened before is known and starts nothing', toMoment)
  .option('--to <day>', 'nothing happens from here on', toMoment)
  .option('--policy <file>', 'the rules, as `npm run policy -- export` writes them; the defaults without it')
  .option('--calendar <file>', 'when the shop is in which mode, as `npm run season -- calendar` takes it')
  .option(
    '--journeys <names>',
    'the journeys that are on, with commas, or all; those of a new store without it',
    toNames,
  )
  .option('--mapping <file>', 'how to read an export: a copy of cli/backtest/mappings/clickstream.ts')
  .option('--out <file>', 'writes every decision as CSV')
  .option('--report <file>', 'writes a page with charts', 'backtest.html')
  .option('--no-report', 'writes no page')
  .option('--store <id>', 'the store that the decisions name', 'shop')
  .option('--timezone <zone>', "the shop's; Europe/Paris, or the mapping's, without it", toZone)
  .option('--currency <code>', "the shop's; EUR, or the mapping's, without it", toCurrency)
  .addOption(new Option('--locale <locale>', "the shop's language").choices(['fr', 'en']))
  .option('--database <url>', 'a PostgreSQL server to make a database on, and drop it; one of its own without it')
  .option(
    '--compare <versions...>',
    'two policies (.json), journeys (.ts) or commits: lists whom the change touches, and how',
  )
  .action(run);

runCommand(program);
