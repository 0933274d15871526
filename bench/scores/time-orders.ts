import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { specs } from '../../api/specs.ts';
import type { Database } from '../../db/client.ts';
import type { StoreId } from '../../domain/ids.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { startStaleScorer } from '../../worker/scoring/stale-scorer.ts';

/** So many orders a second, over HTTP, for so many seconds. */
export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

const ready = async () => ({ ready: true, checks: {} });

/** In milliseconds. */
const patience = 60_000;

/** Posts orders and waits for the score of each. @returns milliseconds from acknowledged to scored, rising */
export const timeOrders = async (
  db: Database,
  { store, key }: { readonly store: StoreId; readonly key: string },
  { perSecond, seconds }: Load,
): Promise<readonly number[]> => {
  const clock = systemClock();
  const logger = pino({ level: 'warn' });
  const app = createApp({ db, clock, specs, logger, wake: () => {}, readiness: ready });
  const listening = await listenOn(app, { host: '127.0.0.1', port: 0 });
  const scorer = startStaleScorer({ db, clock, logger });

  /** When each order was acknowledged, by the store's id of its customer; taken away when the score is there. */
  const waiting = new Map<string, number>();
  const latencies: number[] = [];
  const place = async (index: number): Promise<void> => {
    const customer = `buyer-${index}`;
    const body = JSON.stringify({
      id: `order-${index}`,
      type: 'order.placed',
      occurredAt: new Date().toISOString(),
      customer: { id: customer },
      data: { orderId: `order-${index}`, lines: [], total: { amount: 1_990, currency: 'EUR' } },
    });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const url = `http://127.0.0.1:${portOf(listening)}/v1/events`;
    const { status } = await fetch(url, { method: 'POST', headers, body });
    if (status !== 202) throw new Error(`an order was answered ${status}`);
    waiting.set(customer, performance.now());
  };
  const placing = new AbortController();
  const watch = async (): Promise<void> => {
    while (!placing.signal.aborted || waiting.size > 0) {
      const oldest = Math.min(...waiting.values());
      if (performance.now() - oldest > patience) throw new Error(`${waiting.size} orders have no score after a minute`);
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
      await wait(50);
    }
  };
  const watched = watch();
  const placed: Promise<void>[] = [];
  const begun = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    placed.push(place(index));
    // By the clock: pauses that are too long would lower the load.
    await wait(Math.max(0, begun + ((index + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(placed);
  placing.abort();
  await watched;
  await scorer.stop();
  await drain(listening, 0);
  return latencies.toSorted((a, b) => a - b);
};
