import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { specs } from '../../api/specs.ts';
import type { Database } from '../../db/client.ts';
import type { StoreId } from '../../domain/ids.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { startSegmentKeeper } from '../../worker/segments/segment-keeper.ts';

/** So many acts a second, over HTTP, for so many seconds. */
export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

const ready = async () => ({ ready: true, checks: {} });

/** In milliseconds. */
const patience = 60_000;

/** Has customers begin a checkout, and waits until each is in their segment. @returns milliseconds from acknowledged to stored, rising */
export const timeActs = async (
  db: Database,
  { store, key }: { readonly store: StoreId; readonly key: string },
  { perSecond, seconds }: Load,
): Promise<readonly number[]> => {
  const clock = systemClock();
  const logger = pino({ level: 'warn' });
  const app = createApp({ db, clock, specs, logger, wake: () => {}, readiness: ready });
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
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const { status } = await fetch(`http://127.0.0.1:${portOf(listening)}/v1/events`, {
      method: 'POST',
      headers,
      body,
    });
    if (status !== 202) throw new Error(`an event was answered ${status}`);
    waiting.set(customer, performance.now());
  };
  const acting = new AbortController();
  const watch = async (): Promise<void> => {
    while (!acting.signal.aborted || waiting.size > 0) {
      const oldest = Math.min(...waiting.values());
      if (performance.now() - oldest > patience) throw new Error(`${waiting.size} are in no segment after a minute`);
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
  const begun = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    acts.push(act(index));
    // By the clock: pauses that are too long would lower the load.
    await wait(Math.max(0, begun + ((index + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(acts);
  acting.abort();
  await watched;
  await keeper.stop();
  await drain(listening, 0);
  return latencies.toSorted((one, other) => one - other);
};
