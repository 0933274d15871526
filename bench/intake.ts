/**
 * How many events a second one api process takes, over HTTP into a real PostgreSQL that syncs to disk:
 * `npx tsx bench/intake.ts [events] [batch]`.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../api/app.ts';
import { hashApiKey, makeApiKey } from '../api/access/key-text.ts';
import { drain, listenOn, portOf } from '../api/listen-on.ts';
import { specs } from '../api/specs.ts';
import { connectDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { insertApiKey } from '../db/access/api-keys.ts';
import { outbox, runs, stores } from '../db/schema/index.ts';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import type { StoreId } from '../domain/ids.ts';
import { systemClock } from '../domain/time/clock.ts';
import { benchStore } from './bench-store.ts';

const [count = 6000, batchSize = 100] = process.argv.slice(2).map(Number);
/** Requests that the store has open at a time. */
const clients = 4;
const key = makeApiKey();
const store = 'bench' as StoreId;

const server = await startEmbeddedPostgres({ folder: mkdtempSync(join(tmpdir(), 'relance-bench-')), throwAway: true });
await migrateDatabase(server.url);
const database = connectDatabase(server.url, 16);
await database.db.insert(stores).values(benchStore(store));
await insertApiKey(database.db, {
  id: crypto.randomUUID(),
  storeId: store,
  hash: hashApiKey(key),
  createdAt: new Date(),
});
const app = createApp({
  db: database.db,
  clock: systemClock(),
  specs,
  logger: pino({ level: 'error' }),
  wake: () => {},
  readiness: async () => ({ ready: true, checks: {} }),
});
const listening = await listenOn(app, { host: '127.0.0.1', port: 0 });

/** A shop's mix: per customer four views, three carts, a checkout, and every fifth an order. */
const eventAt = (index: number, origin: number) => {
  const customer = Math.floor(index / 10);
  const step = index % 10;
  const cartId = `cart-${customer}`;
  const unitPrice = { amount: 1990, currency: 'EUR' };
  const lines = [{ productId: `sku-${customer % 50}`, quantity: 1 + step, unitPrice }];
  const [type, data] =
    step === 9 && customer % 5 === 0
      ? ['order.placed', { orderId: `order-${customer}`, cartId, lines, total: unitPrice }]
      : step === 8
        ? ['checkout.started', { cartId }]
        : step % 2 === 1
          ? ['product.viewed', { productId: `sku-${step}` }]
          : ['cart.updated', { cartId, lines }];
  const occurredAt = new Date(origin + index).toISOString();
  return {
    id: `e-${index}`,
    type,
    occurredAt,
    customer: { id: `c-${customer}`, email: `c${customer}@shop.example` },
    data,
  };
};

const origin = Date.now() - 3_600_000;
// Ten customers' events interleave in a batch, as they would arrive.
const order = Array.from({ length: count }, (_, index) => {
  const block = Math.floor(index / 100) * 100;
  return block + (index % 10) * 10 + Math.floor((index % 100) / 10);
});
const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) =>
  order.slice(index * batchSize, (index + 1) * batchSize).map((one) => eventAt(one, origin)),
);
const fates: Record<string, number> = {};
const cpu = process.cpuUsage();
const began = performance.now();
const post = async (): Promise<void> => {
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    const response = await fetch(`http://127.0.0.1:${portOf(listening)}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(batch.length === 1 ? batch[0] : batch),
    });
    const body = (await response.json()) as { events: { fate: string; reason?: string }[] };
    for (const { fate, reason } of body.events) {
      const name = reason ? `${fate} (${reason})` : fate;
      fates[name] = (fates[name] ?? 0) + 1;
    }
  }
};
await Promise.all(Array.from({ length: clients }, post));
const seconds = (performance.now() - began) / 1000;

const opened = await database.db.$count(runs);
const told = await database.db.$count(outbox);
console.log(`${count} events in batches of ${batchSize}: ${Math.round(count / seconds)} events/s`);
const { user, system } = process.cpuUsage(cpu);
console.log(`own CPU ${((user + system) / 1000 / count).toFixed(2)} ms an event (client included)`);
console.log(`fates ${JSON.stringify(fates)}; runs ${opened}; outbox rows ${told}`);
await drain(listening, 0);
await database.close();
await server.stop();
