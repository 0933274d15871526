/**
 * How long the scores of a whole shop take, and how soon an order gives its customer another one:
 * `npm run bench:scores -- [customers] [orders a second] [seconds]`. A PostgreSQL of its own that syncs to disk; the base is
 * scored by a process that does nothing else.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scoreStore } from '../activities/score-base/score-store.ts';
import { hashApiKey, makeApiKey } from '../api/access/key-text.ts';
import { insertApiKey } from '../db/access/api-keys.ts';
import { connectDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { stores } from '../db/schema/index.ts';
import { readStore } from '../db/shop/stores.ts';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import type { StoreId } from '../domain/ids.ts';
import { systemClock } from '../domain/time/clock.ts';
import { benchStore } from './bench-store.ts';
import { fillPurchases } from './filling/purchases.ts';
import { timeEvents } from './latency/time-events.ts';
import { orderToScore } from './scores/order-to-score.ts';

const [customers = 100_000, perSecond = 50, seconds = 30] = process.argv.slice(2).map(Number);
const store = 'bench' as StoreId;
const clock = systemClock();
const since = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

const server = await startEmbeddedPostgres({
  folder: mkdtempSync(join(tmpdir(), 'relance-bench-')),
  throwAway: true,
  settings: ['shared_buffers=512MB', 'max_wal_size=4GB', 'checkpoint_timeout=30min'],
});
try {
  await migrateDatabase(server.url);
  const database = connectDatabase(server.url, 16);
  const { db } = database;
  await db.insert(stores).values(benchStore(store));
  const key = makeApiKey();
  await insertApiKey(db, { id: crypto.randomUUID(), storeId: store, hash: hashApiKey(key), createdAt: new Date() });
  const filling = performance.now();
  const orders = await fillPurchases(database.sql, store, customers);
  console.log(`${customers} customers with ${orders} orders were put in within ${since(filling)}`);

  const row = (await readStore(db, store))!;
  const fitting = performance.now();
  const fitted = new AbortController();
  await scoreStore(
    { db, clock, signal: fitted.signal, progress: ({ step }) => step === 'scoring' && fitted.abort() },
    row,
  );
  console.log(`models fitted in ${since(fitting)}`);

  const child = fileURLToPath(new URL('scores/score-child.ts', import.meta.url));
  execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', child, server.url, store], { stdio: 'inherit' });

  const latencies = await timeEvents(db, { store, key }, { perSecond, seconds }, orderToScore);
  const share = (part: number): string => `${Math.round(latencies[Math.floor(part * (latencies.length - 1))]!)} ms`;
  console.log(
    `${latencies.length} orders, ${perSecond} a second: from acknowledged to scored p50 ${share(0.5)}, p99 ${share(0.99)}, most ${share(1)}`,
  );
  await database.close();
} finally {
  await server.stop();
}
