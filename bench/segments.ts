/**
 * How long it takes to judge a whole shop, and how soon what a customer does puts them into a segment:
 * `npm run bench:segments -- [customers] [acts a second] [seconds]`. A PostgreSQL of its own that syncs to disk, one process.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { judgeStore } from '../activities/segment-base/judge-store.ts';
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
import { startSegmentKeeper } from '../worker/segments/segment-keeper.ts';
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
const orders = await fillPurchases(database.sql, store, customers);
// Known by name, agreed to marketing, seen some day.
await db.execute(sql`insert into customer_aliases (store_id, kind, value, customer_id)
  select store_id, 'id', id::text, id from customers`);
await db.execute(sql`insert into consents (store_id, customer_id, channel, purpose, state, at, source, proof)
  select store_id, id, 'email', 'marketing', 'granted', now() - interval '90 days', 'bench', '{}' from customers`);
await db.execute(sql`insert into last_contacts (store_id, customer_id, kind, at)
  select store_id, id, 'cart', now() - interval '9 days' from customers`);
await db.execute(sql`truncate segment_changes`);
await db.execute(sql`vacuum analyze`);
console.log(`${customers} customers with ${orders} orders`);

const row = (await readStore(db, store))!;
const whole = async (which: string): Promise<void> => {
  const from = performance.now();
  let tenth = 0;
  const { evaluated, changed } = await judgeStore(
    { db, clock, progress: (done) => void (tenth ||= done >= customers / 10 ? megabytes() : 0) },
    row,
  );
  console.log(
    `${which}: ${evaluated} customers judged, ${changed} changed, in ${((performance.now() - from) / 1000).toFixed(1)} s; resident ${tenth} MB at 10 %, × ${(megabytes() / tenth).toFixed(2)} at 100 %`,
  );
};
await whole('first run');
await db.execute(sql`vacuum analyze`);
await whole('second run');

const app = createApp({
  db,
  clock,
  specs,
  logger,
  wake: () => {},
  readiness: async () => ({ ready: true, checks: {} }),
});
const listening = await listenOn(app, { host: '127.0.0.1', port: 0 });
const keeper = startSegmentKeeper({ db, clock, logger });

/** When each act was acknowledged, by the store's id of its customer; taken away when they are in the segment. */
const waiting = new Map<string, number>();
const latencies: number[] = [];
const act = async (index: number): Promise<void> => {
  const customer = `shopper-${index}`;
  const body = JSON.stringify({
    id: `checkout-${index}`,
    type: 'checkout.started',
    occurredAt: new Date().toISOString(),
    customer: { id: customer },
    data: { cartId: `cart-${index}` },
  });
  const { status } = await fetch(`http://127.0.0.1:${portOf(listening)}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body,
  });
  if (status !== 202) throw new Error(`an event was answered ${status}`);
  waiting.set(customer, performance.now());
};
const acting = new AbortController();
const watch = async (): Promise<void> => {
  while (!acting.signal.aborted || waiting.size > 0) {
    const names = JSON.stringify([...waiting.keys()]);
    const found = await db.execute<{ value: string }>(sql`
      select a.value from jsonb_array_elements_text(${names}::jsonb) name
      join customer_aliases a on a.store_id = ${store} and a.kind = 'id' and a.value = name
      join segment_standings s on s.customer_id = a.customer_id and 'high-intent' = any(s.segments)`);
    const now = performance.now();
    for (const { value } of found) {
      latencies.push(now - waiting.get(value)!);
      waiting.delete(value);
    }
    await wait(20);
  }
};
const watched = watch();
const acts: Promise<void>[] = [];
for (let index = 0; index < perSecond * seconds; index += 1) {
  acts.push(act(index));
  await wait(1000 / perSecond);
}
await Promise.all(acts);
acting.abort();
await watched;
latencies.sort((a, b) => a - b);
const share = (part: number): string => `${Math.round(latencies[Math.floor(part * (latencies.length - 1))]!)} ms`;
console.log(
  `${latencies.length} acts, ${perSecond} a second: from acknowledged to the segment stored p50 ${share(0.5)}, p99 ${share(0.99)}, most ${share(1)}`,
);
await keeper.stop();
await drain(listening, 0);
await database.close();
await server.stop();
