import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { basename } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type postgres from 'postgres';
import type { DatabaseConnection } from '../../../db/client.ts';
import { backtest, type Past } from '../backtest.ts';
import type { BacktestOptions } from '../options.ts';
import { BacktestOptionError, programmeOf, type Version } from '../programme.ts';
import { decisionsByPerson } from '../results/decisions.ts';
import { isSent } from '../results/figures.ts';
import { counted } from '../results/words.ts';
import { watch } from '../watch.ts';
import type { BacktestServer } from '../world/database.ts';
import { withServer } from '../world/with-server.ts';
import { kindOf, lineOf } from './change.ts';
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
        console.log(`A is ${a}: ${await totalsOf(one.sql)}\nB is ${b}: ${await totalsOf(other.sql)}`);
        await tell(differences, options.out);
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

/** What a version came to as a whole. */
const totalsOf = async (sql: postgres.Sql): Promise<string> => {
  const [row] = await sql<{ sent: number; reached: number; withheld: number }[]>`
    select count(*) filter (where ${sql.unsafe(isSent)})::int as sent,
      count(distinct customer_id) filter (where ${sql.unsafe(isSent)})::int as reached,
      count(*) filter (where state = 'withheld')::int as withheld
    from messages`;
  const { sent, reached, withheld } = row!;
  return `${counted(sent)} messages to ${counted(reached)} customers, ${counted(withheld)} steps withheld`;
};

const tell = async (differences: AsyncIterable<Difference>, out: string | undefined): Promise<void> => {
  const file = out === undefined ? undefined : createWriteStream(out);
  file?.write(`${columns.join(',')}\n`);
  const kinds = new Map<string, number>();
  let people = 0;
  let person: string | undefined;
  /** What is shown of the person, to be told in order of time. */
  let changes: (readonly [at: string, text: string])[] = [];
  const tellPerson = (): void => {
    if (changes.length > 0) console.log(`\n${person}`);
    for (const [, text] of changes.toSorted(([one], [other]) => (one < other ? -1 : 1))) console.log(`  ${text}`);
    changes = [];
  };
  for await (const difference of differences) {
    const { customer, decided_at: at } = (difference.a ?? difference.b)!;
    const kind = kindOf(difference);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (customer !== person) {
      tellPerson();
      people += 1;
      person = customer;
    }
    if (people <= mostShown) {
      changes.push([at, lineOf(difference)]);
    }
    if (file && !file.write(stringify([rowOf(difference)]))) await once(file, 'drain');
  }
  tellPerson();
  if (file) {
    file.end();
    await once(file, 'close');
  }
  const total = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    total === 0 ? '\nNo step came out otherwise.' : `\n${counted(total)} steps of ${counted(people)} customers differ:`,
  );
  for (const [kind, count] of [...kinds].toSorted((x, y) => y[1] - x[1]))
    console.log(`  ${counted(count).padStart(8)} ${kind}`);
  if (people > mostShown && out === undefined)
    console.log(`The first ${mostShown} customers are shown; --out differences.csv writes all of them.`);
};

const side = (line: Difference['a']): readonly string[] => [
  line?.outcome ?? '',
  line?.reason ?? '',
  line?.decided_at ?? '',
];

const rowOf = ({ a, b }: Difference): readonly string[] => {
  const { customer, journey, subject, run, step, channel } = (a ?? b)!;
  return [customer, journey, subject, run, step, channel, ...side(a), ...side(b)];
};
