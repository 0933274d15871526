/**
 * How soon events are decided about at peak rate, in a store on its great day: `npm run bench:latency -- [events a second]
 * [seconds]`. The whole stack as in production, each its own process, with a stand-in for the provider; half of the events
 * are orders, whose confirmation waits for nothing, half are carts, whose first wait is ten seconds here. The window to
 * keep is the shortest wait of an event (R124).
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { specs } from '../api/specs.ts';
import { eventDelayOf } from '../api/read/latencies.ts';
import { connectDatabase } from '../db/client.ts';
import { stores } from '../db/schema/index.ts';
import { replaceMode } from '../db/switches/modes.ts';
import { realTime, storeTime } from '../domain/time/clock.ts';
import { toInstant } from '../domain/time/instant.ts';
import { startFakeResend } from '../test/fake-resend/fake-resend.ts';
import { anyHour, noPressure, plantPolicy } from '../test/stack/policy.ts';
import { startStack } from './clickstream/running/stack.ts';

const [perSecond = 20, seconds = 60] = process.argv.slice(2).map(Number);
/** How long the last decisions are waited for, in milliseconds. */
const patience = 10 * 60_000;

const span = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`;
};

const resend = await startFakeResend();
const stack = await startStack({
  folder: mkdtempSync(join(tmpdir(), 'relance-bench-')),
  // As fast as the world's.
  secondsPerDay: 86_400,
  first: toInstant(Date.now()),
  resendUrl: resend.url,
});
const database = connectDatabase(stack.database, 2);
const { db } = database;
try {
  const [store] = await db.select({ id: stores.id }).from(stores);
  const idle = { normal: '10 seconds', event: '10 seconds', dday: '10 seconds' } as const;
  await plantPolicy(db, store!.id, {
    ...anyHour,
    ...noPressure,
    cadences: { byJourney: { cartAbandonment: { idle } } },
  });
  for (const journey of ['cartAbandonment', 'postPurchase']) {
    const change = { mode: 'on', at: new Date(), by: 'command:bench', why: 'measured' } as const;
    await replaceMode(db, { store: store!.id, journey, ...change });
  }
  const calendar = [
    { from: toInstant(Date.now() - 3_600_000), to: toInstant(Date.now() + 86_400_000), mode: 'dday' as const },
  ];
  await db.update(stores).set({ calendar });

  const unitPrice = { amount: 3_990, currency: 'EUR' };
  const lines = [{ productId: 'sku-1', quantity: 1, unitPrice }];
  const acknowledged: number[] = [];
  const post = async (index: number): Promise<void> => {
    const from = performance.now();
    const isOrder = index % 2 === 0;
    const { status } = await fetch(`${stack.api}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.demoKey}` },
      body: JSON.stringify({
        id: `peak-${index}`,
        type: isOrder ? 'order.placed' : 'cart.updated',
        // By the store's clock, which stood still while the stack started.
        occurredAt: toInstant(storeTime(Date.now(), stack.clock)),
        customer: { id: `peak-${index}`, email: `peak-${index}@shop.example` },
        data: isOrder ? { orderId: `order-${index}`, lines, total: unitPrice } : { cartId: `cart-${index}`, lines },
      }),
    });
    if (status !== 202) throw new Error(`an event was answered ${status}`);
    acknowledged.push(performance.now() - from);
  };
  const posts: Promise<void>[] = [];
  const begun = performance.now();
  const count = perSecond * seconds;
  for (let index = 0; index < count; index += 1) {
    posts.push(post(index));
    // By the clock: pauses that are too long would lower the load.
    await wait(Math.max(0, begun + ((index + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(posts);

  const decided = async () =>
    db.execute<{ journey: string; recorded: number; due: number }>(sql`
      select m.journey, extract(epoch from m.recorded_at)::float8 * 1000 as recorded,
        extract(epoch from greatest(m.due_at, r.started_at))::float8 * 1000 as due
      from messages m join runs r on r.id = m.run_id
      where m.step in ('order/confirmation#1', 'cart/reminder#1')`);
  let rows = await decided();
  for (const deadline = Date.now() + patience; rows.length < count && Date.now() < deadline; rows = await decided()) {
    await wait(500);
  }
  console.log(`${count} events, ${perSecond} a second, answered in ${span(acknowledged)}; ${rows.length} decided`);
  const tightest = Math.min(...specs.map((spec) => eventDelayOf(spec, { byJourney: {} }) ?? Number.POSITIVE_INFINITY));
  for (const [journey, what] of [
    ['postPurchase', 'from an order to the decision about its confirmation'],
    ['cartAbandonment', 'from the end of a cart’s wait to the decision about its reminder'],
  ] as const) {
    const late = rows
      .filter((row) => row.journey === journey)
      .map(({ recorded, due }) => Math.max(0, recorded - realTime(due, stack.clock)));
    console.log(`${what}: ${span(late)}; the window of an event is ${tightest / 60_000} minutes`);
  }
  process.exitCode = rows.length === count ? 0 : 1;
} finally {
  await database.close();
  await stack.stop();
  await resend.stop();
}
