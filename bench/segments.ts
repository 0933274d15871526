/**
 * What the signals and the segments of a whole shop take, and how soon what a customer does puts them into a segment:
 * `npm run bench:segments -- --customers 1000000`. A PostgreSQL of its own that syncs to disk; each part is done by a process
 * that does nothing else. Ends with code 1 when memory grows with the shop.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashApiKey, makeApiKey } from '../api/access/key-text.ts';
import { insertApiKey } from '../db/access/api-keys.ts';
import { connectDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { stores } from '../db/schema/index.ts';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import type { StoreId } from '../domain/ids.ts';
import { benchStore } from './bench-store.ts';
import { fillBehaviour } from './filling/behaviour.ts';
import { fillPurchases } from './filling/purchases.ts';
import { readSegmentsBenchOptions } from './segments/options.ts';
import { timeEvents } from './latency/time-events.ts';
import { checkoutToSegment } from './segments/checkout-to-segment.ts';

const { customers, acts, seconds } = readSegmentsBenchOptions(process.argv.slice(2));
const store = 'bench' as StoreId;

const server = await startEmbeddedPostgres({
  folder: mkdtempSync(join(tmpdir(), 'relance-bench-')),
  throwAway: true,
  settings: ['shared_buffers=512MB', 'max_wal_size=4GB', 'checkpoint_timeout=30min'],
});
const measure = (part: string): void => {
  const child = fileURLToPath(new URL('segments/measure-child.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', child, server.url, store, part], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
};
try {
  await migrateDatabase(server.url);
  const database = connectDatabase(server.url, 16);
  const { db } = database;
  await db.insert(stores).values(benchStore(store));
  const key = makeApiKey();
  await insertApiKey(db, { id: crypto.randomUUID(), storeId: store, hash: hashApiKey(key), createdAt: new Date() });
  const filling = performance.now();
  const orders = await fillPurchases(database.sql, store, customers);
  await fillBehaviour(database.sql, store);
  console.log(
    `${customers} customers with ${orders} orders were put in within ${((performance.now() - filling) / 1000).toFixed(1)} s`,
  );

  for (const part of ['scores', 'signals', 'first', 'again']) measure(part);
  const latencies = await timeEvents(db, { store, key }, { perSecond: acts, seconds }, checkoutToSegment);
  const share = (part: number): string => `${Math.round(latencies[Math.floor(part * (latencies.length - 1))]!)} ms`;
  console.log(
    `${latencies.length} acts, ${acts} a second: from acknowledged to the segment stored p50 ${share(0.5)}, p99 ${share(0.99)}, most ${share(1)}`,
  );
  measure('later');
  await database.close();
} finally {
  await server.stop();
}
