/**
 * How long the scores of a whole shop take, and how soon an order gives its customer another one:
 * `npm run bench:scores -- [customers] [orders a second] [seconds]`. A PostgreSQL of its own that syncs to disk, one process.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { scoreStore } from '../activities/score-base/score-store.ts';
import { hashApiKey, makeApiKey } from '../api/access/key-text.ts';
import { createApp } from '../api/app.ts';
import { drain, listenOn, portOf } from '../api/listen-on.ts';
import { specs } from '../api/specs.ts';
import { insertApiKey } from '../db/access/api-keys.ts';
import { connectDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { stores } from '../db/schema/index.ts';
import { readStore } from '../db/shop/stores.ts';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import type { StoreId } from '../domain/ids.ts';
import { systemClock } from '../domain/time/clock.ts';
import { startStaleScorer } from '../worker/scoring/stale-scorer.ts';
import { benchStore } from './bench-store.ts';
import { fillPurchases } from './filling/purchases.ts';

const [customers = 100_000, perSecond = 50, seconds = 30] = process.argv.slice(2).map(Number);
const store = 'bench' as StoreId;
const clock = systemClock();
const logger = pino({ level: 'warn' });
const megabytes = (): number => Math.round(process.memoryUsage.rss() / 2 ** 20);

const server = await startEmbeddedPostgres({ folder: mkdtempSync(join(tmpdir(), 'relance-bench-')), throwAway: true });
await migrateDatabase(server.url);
const database = connectDatabase(server.url, 16);
const { db } = database;
await db.insert(stores).values(benchStore(store));
const key = makeApiKey();
await insertApiKey(db, { id: crypto.randomUUID(), storeId: store, hash: hashApiKey(key), createdAt: new Date() });
const filling = performance.now();
const orders = await fillPurchases(db, store, customers);
console.log(
  `${customers} customers, ${orders} orders counted as they were put in: ${((performance.now() - filling) / 1000).toFixed(1)} s`,
);

const row = (await readStore(db, store))!;
let [from, tenth] = [performance.now(), 0];
const scored = await scoreStore(
  {
    db,
    clock,
    progress: ({ step, scored: done }) => {
      if (step === 'scoring' && done === 0) {
        console.log(`models fitted in ${((performance.now() - from) / 1000).toFixed(1)} s`);
        from = performance.now();
      }
      if (tenth === 0 && done >= customers / 10) tenth = megabytes();
    },
  },
  row,
);
const took = (performance.now() - from) / 1000;
console.log(
  `${scored.scored} customers scored and kept in ${took.toFixed(1)} s; resident ${tenth} MB at 10 %, × ${(megabytes() / tenth).toFixed(2)} at 100 %`,
);

const app = createApp({
  db,
  clock,
  specs,
  logger,
  wake: () => {},
  readiness: async () => ({ ready: true, checks: {} }),
});
const listening = await listenOn(app, { host: '127.0.0.1', port: 0 });
const scorer = startStaleScorer({ db, clock, logger });

/** When each order was acknowledged, by the store's id of its customer; taken away when the score is there. */
const waiting = new Map<string, number>();
const latencies: number[] = [];
const place = async (index: number): Promise<void> => {
  const customer = `buyer-${index}`;
  const total = { amount: 1_990, currency: 'EUR' };
  const body = JSON.stringify({
    id: `order-${index}`,
    type: 'order.placed',
    occurredAt: new Date().toISOString(),
    customer: { id: customer },
    data: { orderId: `order-${index}`, lines: [], total },
  });
  const { status } = await fetch(`http://127.0.0.1:${portOf(listening)}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body,
  });
  if (status !== 202) throw new Error(`an order was answered ${status}`);
  waiting.set(customer, performance.now());
};
const placing = new AbortController();
const watch = async (): Promise<void> => {
  while (!placing.signal.aborted || waiting.size > 0) {
    const names = JSON.stringify([...waiting.keys()]);
    const found = await db.execute<{ value: string }>(sql`
      select a.value from jsonb_array_elements_text(${names}::jsonb) name
      join customer_aliases a on a.store_id = ${store} and a.kind = 'id' and a.value = name
      join scores s on s.customer_id = a.customer_id`);
    const now = performance.now();
    for (const { value } of found) {
      latencies.push(now - waiting.get(value)!);
      waiting.delete(value);
    }
    await wait(20);
  }
};
const watched = watch();
const placed: Promise<void>[] = [];
for (let index = 0; index < perSecond * seconds; index += 1) {
  placed.push(place(index));
  await wait(1000 / perSecond);
}
await Promise.all(placed);
placing.abort();
await watched;
latencies.sort((a, b) => a - b);
const share = (part: number): string => `${Math.round(latencies[Math.floor(part * (latencies.length - 1))]!)} ms`;
console.log(
  `${latencies.length} orders, ${perSecond} a second: from acknowledged to scored p50 ${share(0.5)}, p99 ${share(0.99)}, most ${share(1)}`,
);
await scorer.stop();
await drain(listening, 0);
await database.close();
await server.stop();
