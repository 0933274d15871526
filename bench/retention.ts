/**
 * How fast old rows leave the ledger, and what everybody else feels of it: `npm run bench:retention -- [rows]`.
 * Rows of the ledger are made without syncing to disk, a tenth of them young; then the server starts again as
 * usual, and intake and gate are measured without the job and beside it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createActivities } from '../activities/index.ts';
import { createPace } from '../activities/pace/pace.ts';
import { localOutboxProvider } from '../activities/providers/local-outbox.ts';
import { render } from '../activities/templates/index.ts';
import { hashApiKey, makeApiKey } from '../api/access/key-text.ts';
import { createApp } from '../api/app.ts';
import { drain, listenOn, portOf } from '../api/listen-on.ts';
import { specs } from '../api/specs.ts';
import { connectDatabase } from '../db/client.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { apiKeys } from '../db/schema/index.ts';
import { startEmbeddedPostgres } from '../dev/postgres/embedded.ts';
import { keepForEver } from '../domain/retention.ts';
import { systemClock } from '../domain/time/clock.ts';
import { percentile } from '../test/faults/report/percentile.ts';
import { addPeople, openShop, store } from '../test/gate/world.ts';
import { applyRetention } from '../worker/retention/apply.ts';
import { fillLedger } from './retention/fill-ledger.ts';

const rows = Number(process.argv[2] ?? 10_000_000);
/** How long each of the two measurements takes; the job may take longer. */
const seconds = Math.min(60, Math.max(10, rows / 100_000));
const perSecond = 10;
const days = { ...keepForEver, runs: 1096 };

const folder = mkdtempSync(join(tmpdir(), 'relance-bench-'));
const filling = await startEmbeddedPostgres({
  folder,
  settings: ['fsync=off', 'full_page_writes=off', 'max_wal_size=8GB'],
});
await migrateDatabase(filling.url);
const setUp = connectDatabase(filling.url, 2);
await openShop(setUp.db);
const begun = performance.now();
await fillLedger(setUp.sql, store, rows, (made) => console.error(`${made} rows of the ledger`));
console.log(`${rows} rows of the ledger made in ${Math.round((performance.now() - begun) / 1000)} s`);
await setUp.close();
await filling.stop();

const server = await startEmbeddedPostgres({ folder, settings: ['max_wal_size=4GB'] });
const database = connectDatabase(server.url, 16);
const { db, sql } = database;
const clock = systemClock();
const logger = pino({ level: 'error' });
const key = makeApiKey();
await db
  .insert(apiKeys)
  .values({ id: crypto.randomUUID(), storeId: store, hash: hashApiKey(key), createdAt: new Date() });
const readiness = async () => ({ ready: true, checks: {} });
const app = createApp({ db, clock, specs, logger, wake: () => {}, readiness });
const listening = await listenOn(app, { host: '127.0.0.1', port: 0 });
const email = localOutboxProvider({ db, clock, timeoutMillis: 5_000 });
const gate = createActivities({
  db,
  clock,
  providers: { email },
  pace: createPace({ db, clock }),
  render,
  publicUrl: 'http://localhost',
  logger,
});

const say = (values: readonly number[]) =>
  `p50 ${percentile(values, 50)!.toFixed(1)} ms, p99 ${percentile(values, 99)!.toFixed(1)} ms`;

const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
  const from = performance.now();
  await work();
  into.push(performance.now() - from);
};

let shoppers = 0;
/** Events and sends at a steady rate for some seconds: what each took, in milliseconds. */
const others = async (name: string, lasts: () => () => boolean): Promise<void> => {
  const taken = { intake: [] as number[], gate: [] as number[] };
  let lockWaits = 0;
  const people = await addPeople(db, Math.ceil(seconds * perSecond * 3), { touchedAt: clock.now() - 3_600_000 });
  const isOver = lasts();
  while (!isOver() && people.length > 0) {
    const person = people.pop()!;
    shoppers += 1;
    const at = clock.now();
    const input = {
      ...person.input,
      dueAt: new Date(at - 1_000).toISOString(),
      expiresAt: new Date(at + 3_600_000).toISOString(),
    };
    await Promise.all([
      timed(taken.intake, async () => post(`c-${shoppers}`)),
      timed(taken.gate, async () => gate.deliver(input)),
      wait(1_000 / perSecond),
    ]);
    const [waits] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    lockWaits += waits!.count;
  }
  console.log(
    `${name}: intake ${say(taken.intake)}; gate ${say(taken.gate)}; ${lockWaits} lock waits seen in ${taken.gate.length} looks`,
  );
};
const post = async (id: string): Promise<void> => {
  const line = { productId: 'lamp', quantity: 1, unitPrice: { amount: 1990, currency: 'EUR' } };
  const response = await fetch(`http://127.0.0.1:${portOf(listening)}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({
      id: `e-${id}`,
      type: 'cart.updated',
      occurredAt: new Date().toISOString(),
      customer: { id },
      data: { cartId: id, lines: [line] },
    }),
  });
  if (response.status !== 202) throw new Error(`an event was answered ${response.status}`);
};
const after = (millis: number): (() => boolean) => {
  const end = performance.now() + millis;
  return () => performance.now() > end;
};

await others('warm', () => after(3_000));
await others('without the job', () => after(seconds * 1_000));
const job = { isOver: false };
const jobBegun = performance.now();
const applied = applyRetention({ db, sql, clock, days }).finally(() => {
  job.isOver = true;
});
await others('beside the job', () => () => job.isOver);
const gone = (await applied)!;
const jobSeconds = (performance.now() - jobBegun) / 1_000;
const [left] = await sql<{ messages: number }[]>`select count(*)::int as messages from messages`;
console.log(
  `${gone.runs} rows (runs and their messages) deleted in ${Math.round(jobSeconds)} s, ` +
    `${Math.round(gone.runs / jobSeconds)} a second, rests included; ${left!.messages} messages left`,
);
await drain(listening, 0);
await database.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
