/**
 * How many starts and exits a second one dispatcher tells a Temporal dev server, from a backlog such as an
 * outage leaves: `npx tsx bench/dispatch.ts [runs]`.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { startDispatcher } from '../api/dispatcher/dispatcher.ts';
import { readEvent } from '../api/events/read-event.ts';
import { acceptBatch } from '../api/intake/accept-batch.ts';
import { specs } from '../api/specs.ts';
import { connectDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { countOutbox } from '../db/road/outbox.ts';
import { stores } from '../db/schema/index.ts';
import { readStore } from '../db/shop/stores.ts';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import { findTemporalBinary } from '../dev/temporal/find.ts';
import { startTemporalServer } from '../dev/temporal/server.ts';
import type { StoreId } from '../domain/ids.ts';
import { systemClock } from '../domain/time/clock.ts';
import { benchStore } from './bench-store.ts';

const runs = Number(process.argv[2] ?? 2000);
const folder = mkdtempSync(join(tmpdir(), 'relance-bench-'));
const postgres = await startEmbeddedPostgres({
  folder: mkdtempSync(join(tmpdir(), 'relance-bench-')),
  throwAway: true,
});
const binary = await findTemporalBinary({ environment: process.env, progress: (line) => console.log(line) });
const temporal = await startTemporalServer({
  binary: binary.path,
  folder,
  file: join(folder, 'temporal.db'),
  ui: false,
});
await migrateDatabase(postgres.url);
const database = connectDatabase(postgres.url);
const { db } = database;
const id = 'bench' as StoreId;
await db.insert(stores).values(benchStore(id));
const store = (await readStore(db, id))!;
const clock = systemClock();
const unitPrice = { amount: 1990, currency: 'EUR' };
const lines = [{ productId: 'sku', quantity: 1, unitPrice }];
const event = (type: string, customer: number, data: object) =>
  readEvent(
    {
      id: `${type}-${customer}`,
      type,
      occurredAt: new Date(clock.now()).toISOString(),
      customer: { id: `c-${customer}` },
      data,
    },
    clock.now(),
  );
const all = Array.from({ length: runs }, (_, customer) => customer);
const carts = all.map((customer) => event('cart.updated', customer, { cartId: `cart-${customer}`, lines }));
await acceptBatch({ db, clock, specs }, store, carts);

const connection = await Connection.connect({ address: temporal.address });
const client = new Client({ connection, namespace: 'relance' });
const drained = async (): Promise<number> => {
  const began = performance.now();
  const dispatcher = startDispatcher({ db, client, realNow: Date.now, logger: pino({ level: 'error' }) });
  while ((await countOutbox(db)).waiting > 0) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  const seconds = (performance.now() - began) / 1000;
  await dispatcher.stop();
  return seconds;
};
const starting = await drained();
const orders = all.map((customer) =>
  event('order.placed', customer, { orderId: `order-${customer}`, lines, total: unitPrice }),
);
await acceptBatch({ db, clock, specs }, store, orders);
const stopping = await drained();
const { dead } = await countOutbox(db);
console.log(
  `${runs} starts: ${Math.round(runs / starting)} a second; ${runs} exits: ${Math.round(runs / stopping)} a second; dead ${dead}`,
);
await connection.close();
await database.close();
await temporal.stop();
await postgres.stop();
