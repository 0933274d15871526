/**
 * What the gate takes in a shop of 1,000 customers and in one of 1,000,000 with 10,000,000 rows of the ledger, turn by turn
 * on one server: `npm run bench:gate`, or smaller with `-- --customers N --ledger M`. Tables are filled without syncing
 * to disk; then the server starts again as usual.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import { checkDisk } from './gate/disk.ts';
import { grownStatements, type Measured, mostRatio, ratiosOf, reportOf } from './gate/measure/report.ts';
import { forgetStatements, readStatements } from './gate/measure/statements.ts';
import { closeSubjects, firstSubject, openSubjects } from './gate/measure/subjects.ts';
import { type Taken, timedGate } from './gate/measure/time-gate.ts';
import { readGateBenchOptions } from './gate/options.ts';
import { type BenchShop, makeShop, openShop, weigh } from './gate/shops.ts';

const options = readGateBenchOptions(process.argv.slice(2));
const { rounds, messages } = options;
const shops: readonly [BenchShop, BenchShop] = [
  { database: 'small', size: { customers: 1_000, ledger: 10_000 } },
  { database: 'large', size: { customers: options.customers, ledger: options.ledger } },
];
const begun = performance.now();
const progress = (what: string): void =>
  console.error(
    `${Math.round((performance.now() - begun) / 1_000)
      .toString()
      .padStart(5)} s  ${what}`,
  );

const folder = options.folder === undefined ? mkdtempSync(join(tmpdir(), 'relance-bench-')) : resolve(options.folder);
mkdirSync(folder, { recursive: true });
// Whatever ends it: the databases are large.
if (options.folder === undefined) {
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const memory = `${Math.max(128, Math.min(4_096, Math.floor(totalmem() / 2 ** 20 / 6)))}MB`;

const fill = async (): Promise<void> => {
  const server = await startEmbeddedPostgres({
    folder,
    settings: [
      'fsync=off',
      'full_page_writes=off',
      'wal_level=minimal',
      'max_wal_senders=0',
      'max_wal_size=8GB',
      'autovacuum=off',
      `shared_buffers=${memory}`,
    ],
  });
  try {
    for (const shop of shops) await makeShop(server.url, shop, progress);
  } finally {
    await server.stop();
  }
};

const measure = async (): Promise<readonly [Measured, Measured]> => {
  const server = await startEmbeddedPostgres({
    folder,
    settings: [
      'max_wal_size=4GB',
      // It would come in the middle of one shop's turn.
      'autovacuum=off',
      `shared_buffers=${memory}`,
      'shared_preload_libraries=pg_stat_statements',
    ],
  });
  const open = async (shop: BenchShop) => {
    const connection = await openShop(server.url, shop);
    const { rows, bytes } = await weigh(connection);
    const name = `${shop.size.customers.toLocaleString('en')} customers`;
    console.log(`${name}: ${Math.round(rows).toLocaleString('en')} rows of the ledger, ${(bytes / 1e9).toFixed(2)} GB`);
    const first = await firstSubject(connection.sql);
    return { ...shop, ...connection, name, first, deliver: timedGate(connection.db), taken: [] as Taken[] };
  };
  const [small, large] = [await open(shops[0]), await open(shops[1])];
  try {
    // The first turn of each is not counted: connections prepare their statements, memory fills.
    for (let round = 0; round <= rounds; round++) {
      progress(round === 0 ? 'warm-up' : `round ${round} of ${rounds}`);
      if (round === 1) await forgetStatements(small.sql);
      for (const shop of round % 2 === 0 ? [small, large] : [large, small]) {
        const subjects = await openSubjects(shop.sql, shop.size, shop.first + round * messages, messages);
        for (const subject of subjects) {
          const taken = await shop.deliver(subject);
          if (round > 0) shop.taken.push(taken);
        }
        await closeSubjects(shop.sql, subjects);
      }
    }
    return [
      { ...small, statements: await readStatements(small.sql) },
      { ...large, statements: await readStatements(large.sql) },
    ];
  } finally {
    await Promise.all([small.close(), large.close()]);
    await server.stop();
  }
};

if (!existsSync(join(folder, 'data'))) console.log(checkDisk(folder, shops[1].size));
await fill();
// What was written without syncing is still on its way to the disk, which would be felt.
progress('the system writes it down');
spawnSync('sync');
const [small, large] = await measure();
console.log(
  `${rounds * messages} messages each, in ${rounds} turns; ${Math.round((performance.now() - begun) / 1_000)} s in all\n`,
);
console.log(reportOf(small, large));
console.log(`\nWhat grew most, a call:\n${grownStatements(small, large, 8)}\n`);
const worst = Math.max(...ratiosOf(small, large));
console.log(`ratio ${worst.toFixed(2)}, at most ${mostRatio}: ${worst <= mostRatio ? 'met' : 'MISSED'}`);
if (worst > mostRatio) process.exitCode = 1;
