import { setTimeout as wait } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { specs } from '../../api/specs.ts';
import type { Loop } from '../../background/loop.ts';
import type { Database } from '../../db/client.ts';
import type { StoreId } from '../../domain/ids.ts';
import { type Clock, systemClock } from '../../domain/time/clock.ts';

/** So many events a second, over HTTP, for so many seconds. */
export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

/** What is posted of each customer, and when it has done its work. */
export interface Timed {
  readonly name: string;
  readonly type: string;
  readonly data: (index: number) => object;
  /** Takes up what the events leave to do, beside the api. */
  readonly start: (deps: { readonly db: Database; readonly clock: Clock; readonly logger: pino.Logger }) => Loop;
  /** Joined to the aliases `a` of the customers: there is a row once it is done. */
  readonly done: SQL;
  /** Between two looks, in milliseconds. */
  readonly every: number;
}

const ready = async () => ({ ready: true, checks: {} });

/** In milliseconds. */
const patience = 60_000;

/** Posts events and waits until each has done its work. @returns milliseconds from acknowledged to done, rising */
export const timeEvents = async (
  db: Database,
  { store, key }: { readonly store: StoreId; readonly key: string },
  { perSecond, seconds }: Load,
  { name, type, data, start, done, every }: Timed,
): Promise<readonly number[]> => {
  const clock = systemClock();
  const logger = pino({ level: 'warn' });
  const app = createApp({ db, clock, specs, logger, wake: () => {}, readiness: ready });
  const listening = await listenOn(app, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${portOf(listening)}/v1/events`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const loop = start({ db, clock, logger });

  /** When each event was acknowledged, by the store's id of its customer; taken away when it is done. */
  const waiting = new Map<string, number>();
  const latencies: number[] = [];
  const post = async (index: number): Promise<void> => {
    const id = `${name}-${index}`;
    const customer = `customer-of-${id}`;
    const occurredAt = new Date().toISOString();
    const body = JSON.stringify({ id, type, occurredAt, customer: { id: customer }, data: data(index) });
    const { status } = await fetch(url, { method: 'POST', headers, body });
    if (status !== 202) throw new Error(`${id} was answered ${status}`);
    waiting.set(customer, performance.now());
  };
  const posting = new AbortController();
  const watch = async (): Promise<void> => {
    while (!posting.signal.aborted || waiting.size > 0) {
      const oldest = Math.min(...waiting.values());
      if (performance.now() - oldest > patience)
        throw new Error(`${waiting.size} of ${name} are not done after a minute`);
      const names = JSON.stringify([...waiting.keys()]);
      const found = await db.execute<{ value: string }>(sql`
        select a.value from jsonb_array_elements_text(${names}::jsonb) name
        join customer_aliases a on a.store_id = ${store} and a.kind = 'id' and a.value = name ${done}`);
      const now = performance.now();
      for (const { value } of found) {
        latencies.push(now - waiting.get(value)!);
        waiting.delete(value);
      }
      await wait(every);
    }
  };
  const watched = watch();
  const posted: Promise<void>[] = [];
  const begun = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    posted.push(post(index));
    // By the clock: pauses that are too long would lower the load.
    await wait(Math.max(0, begun + ((index + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(posted);
  posting.abort();
  await watched;
  await loop.stop();
  await drain(listening, 0);
  return latencies.toSorted((a, b) => a - b);
};
