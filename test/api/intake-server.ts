import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { Express } from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { type AppDeps, createApp } from '../../api/app.ts';
import { createSeal } from '../../api/access/sealed.ts';
import { hashApiKey, makeApiKey } from '../../api/access/key-text.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { nameHash } from '../../db/personal-data/name-hash.ts';
import { apiKeys, stores } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { useDatabase } from '../stack/database.ts';

export const store = 'demo' as StoreId;
export const noon = Date.UTC(2026, 5, 10, 12);

/** Seals the signing keys of tests. */
export const sealingKey = { id: 'test', key: randomBytes(32) };
export const seal = createSeal([sealingKey])!;

/** As ERASURE_KEY makes it. */
export const testNameHash = nameHash(Buffer.alloc(32, 7));

/** A clock that a test sets. */
export const handClock = (start = noon): Clock & { set(now: number): void; advance(millis: number): void } => {
  let now = start;
  return {
    now: () => now,
    set: (to) => void (now = to),
    advance: (millis) => void (now += millis),
  };
};

/** The abandoned cart, as data. */
export const cartSpec: JourneySpec = {
  name: 'cartAbandonment',
  trigger: [{ name: 'cart.updated' }, { name: 'checkout.started' }],
  subject: 'cartId',
  reentry: '7 days',
  exitOn: [{ name: 'order.placed' }, { name: 'cart.emptied', field: 'cartId' }],
  purpose: 'marketing',
  rank: 'cart',
  idle: { normal: '1 hour', event: '15 minutes', dday: '10 minutes' },
  expires: '12 hours',
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly events: readonly { readonly id: string; readonly fate: string; readonly reason?: string }[];
    readonly error: { readonly code: string; readonly message: string; readonly fields?: readonly { field: string }[] };
  };
}

/** The api over HTTP on a database of its own, with a store `demo`, its key and a clock set by hand. */
export const useIntake = (
  specs: readonly JourneySpec[] = [cartSpec],
  more: (db: Database) => Partial<AppDeps> = () => ({}),
) => {
  const database = useDatabase();
  const clock = handClock();
  const key = makeApiKey();
  let server: Server;
  let app: Express;
  let wakes = 0;

  beforeAll(async () => {
    const { db } = database.connection;
    await addStore(db, store, key);
    app = createApp({
      db,
      clock,
      specs,
      logger: pino({ level: 'silent' }),
      wake: () => void (wakes += 1),
      nameHash: testNameHash,
      readiness: async () => ({ ready: true, checks: {} }),
      seal,
      ...more(db),
    });
    server = await listenOn(app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => drain(server, 0));

  const request = async (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${portOf(server)}${path}`, init);
  return {
    clock,
    key,
    request,
    get db() {
      return database.connection.db;
    },
    get url() {
      return `http://127.0.0.1:${portOf(server)}`;
    },
    /** What is served. */
    get app() {
      return app;
    },
    databaseUrl: () => database.url,
    wakes: () => wakes,
    /** Posts an event, a list or raw text, and reads the answer. */
    post: async (body: unknown, withKey = key): Promise<Answer> => {
      const response = await request('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${withKey}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const { status, headers } = response;
      return { status, headers, body: (await response.json()) as Answer['body'] };
    },
  };
};

type Database = ReturnType<typeof useDatabase>['connection']['db'];

/** A store with a key of its own. */
export const addStore = async (db: Database, id: StoreId, key: string): Promise<void> => {
  await db.insert(stores).values({
    id,
    name: 'Demo shop',
    url: 'https://shop.example',
    locale: 'en',
    timezone: 'Europe/Paris',
    currency: 'EUR',
    sender: 'Shop <hello@shop.example>',
    createdAt: new Date(noon),
  });
  await addKey(db, id, key);
};

/** A key of a store, with scope `ingest` unless told otherwise. */
export const addKey = async (
  db: Database,
  store: StoreId,
  key: string,
  more: Partial<typeof apiKeys.$inferInsert> = {},
): Promise<string> => {
  const id = crypto.randomUUID();
  await db.insert(apiKeys).values({ id, storeId: store, hash: hashApiKey(key), createdAt: new Date(noon), ...more });
  return id;
};
