import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { basename } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { DatabaseConnection } from '../../../db/client.ts';
import { backtest, type Past } from '../backtest.ts';
import type { BacktestOptions } from '../options.ts';
import { BacktestOptionError, programmeOf, type Version } from '../programme.ts';
import { decisionsByPerson } from '../results/decisions.ts';
import { counted } from '../results/words.ts';
import { watch } from '../watch.ts';
import type { BacktestServer } from '../world/database.ts';
import { withServer } from '../world/with-server.ts';
import { type Difference, differencesOf } from './differences.ts';
import { versionOfCommit } from './commit.ts';

/** People who are shown on the terminal; `--out` writes all of them. */
const mostShown = 20;

const columns = [
  'customer',
  'journey',
  'subject',
  'run',
  'step',
  'channel',
  'a',
  'a_reason',
  'a_decided_at',
  'b',
  'b_reason',
  'b_decided_at',
] as const;

/** `--compare A B`: the same past twice, and what came out otherwise, person by person. */
export const compare = async (
  path: string,
  past: Past,
  options: BacktestOptions,
  names: readonly string[],
): Promise<void> => {
  const [a, b, ...more] = names;
  if (a === undefined || b === undefined || more.length > 0) {
    throw new BacktestOptionError('--compare takes two versions: policies (.json), journeys (.ts), commits, or `now`.');
  }
  await withServer(options.database, async (server) => {
    const one = await playVersion(server, path, past, options, a);
    try {
      const other = await playVersion(server, path, past, options, b);
      try {
        const differences = differencesOf(decisionsByPerson(one.sql), decisionsByPerson(other.sql));
        await tell(differences, { a, b, out: options.out });
      } finally {
        await other.close();
      }
    } finally {
      await one.close();
    }
  });
};

const playVersion = async (
  server: BacktestServer,
  path: string,
  past: Past,
  options: BacktestOptions,
  name: string,
): Promise<DatabaseConnection> => {
  const programme = await programmeOf(options, past.mapping, versionOf(name));
  const connection = await server.open();
  const watcher = watch(`${basename(path)} with ${name}`);
  try {
    await backtest(connection, programme, past, watcher);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  } finally {
    watcher.stop();
  }
};

const versionOf = (name: string): Version => {
  if (name === 'now') return {};
  if (name.endsWith('.json')) return { policy: name };
  if (name.endsWith('.ts')) return { journeys: name };
  return { journeys: versionOfCommit(name) };
};

const tell = async (
  differences: AsyncIterable<Difference>,
  { a, b, out }: { readonly a: string; readonly b: string; readonly out: string | undefined },
): Promise<void> => {
  const file = out === undefined ? undefined : createWriteStream(out);
  file?.write(`${columns.join(',')}\n`);
  const kinds = new Map<string, number>();
  let people = 0;
  let person: string | undefined;
  console.log(`A is ${a}, B is ${b}.`);
  for await (const difference of differences) {
    const { customer, journey, subject, step } = (difference.a ?? difference.b)!;
    const kind = `${outcomeOf(difference.a)} → ${outcomeOf(difference.b)}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (customer !== person) people += 1;
    if (people <= mostShown) {
      if (customer !== person) console.log(`\n${customer}`);
      console.log(`  ${journey} ${subject} ${step}: ${shown(difference.a)} → ${shown(difference.b)}`);
    }
    person = customer;
    if (file && !file.write(stringify([rowOf(difference)]))) await once(file, 'drain');
  }
  if (file) {
    file.end();
    await once(file, 'close');
  }
  const total = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  console.log(`\n${counted(total)} steps of ${counted(people)} customers differ.`);
  for (const [kind, count] of [...kinds].toSorted((x, y) => y[1] - x[1]))
    console.log(`  ${counted(count).padStart(8)} ${kind}`);
  if (people > mostShown && out === undefined) console.log('--out differences.csv writes all of them.');
};

const outcomeOf = (line: Difference['a']): string =>
  line ? `${line.outcome}${line.reason && ` (${line.reason})`}` : 'not reached';

const shown = (line: Difference['a']): string => (line ? `${outcomeOf(line)} at ${line.decided_at}` : outcomeOf(line));

const side = (line: Difference['a']): readonly string[] => [
  line?.outcome ?? '',
  line?.reason ?? '',
  line?.decided_at ?? '',
];

const rowOf = ({ a, b }: Difference): readonly string[] => {
  const { customer, journey, subject, run, step, channel } = (a ?? b)!;
  return [customer, journey, subject, run, step, channel, ...side(a), ...side(b)];
};
