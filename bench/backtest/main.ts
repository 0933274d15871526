import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Command, InvalidArgumentError } from 'commander';
import { backtest } from '../../cli/backtest/backtest.ts';
import { linesOf } from '../../cli/backtest/input/read-bodies.ts';
import { clickstream } from '../../cli/backtest/mappings/clickstream.ts';
import { toNames } from '../../cli/backtest/options.ts';
import { programmeOf } from '../../cli/backtest/programme.ts';
import { decisionsOf, writeDecisions } from '../../cli/backtest/results/decisions.ts';
import { counted } from '../../cli/backtest/results/words.ts';
import { withServer } from '../../cli/backtest/world/with-server.ts';
import { clickstreamFile } from '../../dev/demo/clickstream.ts';
import { writeManyClicks } from './many-clicks.ts';
import { watchMemory } from './watch-memory.ts';

/*
 * `npm run bench:backtest`: how fast a backtest is, and what memory it holds while it goes on. The input is the
 * clickstream as often as it takes, each time with users and sessions of its own. The heap is limited on the command
 * line: a backtest that holds more dies.
 */

const toCount = (given: string): number => {
  const count = Number(given);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Write a whole number above 0.');
};

const run = async (options: { events: number; journeys: readonly string[]; points: number }): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-bench-backtest-'));
  const input = join(folder, 'clicks.csv');
  const output = join(folder, 'decisions.csv');
  try {
    const rows = await writeManyClicks(clickstreamFile, input, options.events);
    const limit = getHeapStatistics().heap_size_limit / 2 ** 20;
    console.log(
      `${counted(rows)} clicks, ${Math.round(statSync(input).size / 1e6)} MB; journeys ${options.journeys.join(', ')}; ` +
        `heap limited to ${Math.round(limit)} MB`,
    );
    const programme = await programmeOf({ store: 'shop', journeys: options.journeys }, clickstream);
    await withServer(undefined, async (server) => {
      const connection = await server.open();
      try {
        const memory = watchMemory(rows, options.points);
        const past = { read: linesOf(input, clickstream), mapping: clickstream };
        const played = await backtest(connection, programme, past, { progress: memory.progress });
        const decisions = await writeDecisions(output, decisionsOf(connection.sql));
        memory.end(played.events, decisions);
      } finally {
        await connection.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

await new Command('npm run bench:backtest --')
  .option('--events <count>', 'at least so many', toCount, 1_000_000)
  .option('--journeys <names>', 'with commas, or all', toNames, ['cartAbandonment'])
  .option('--points <count>', 'how often memory is looked at', toCount, 10)
  .action(run)
  .parseAsync();
