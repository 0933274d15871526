import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { readClickstream } from '../../dev/demo/clickstream.ts';
import { eventId } from '../../dev/demo/session.ts';
import { startDemo } from '../../dev/demo/start-demo.ts';
import type { StoreEvent } from '../../dev/demo/store-event.ts';
import { inbox } from '../../db/schema/index.ts';
import { openShop, store } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { startFakeApi } from './fake-api.ts';

const database = useDatabase();
beforeAll(() => openShop(database.connection.db));

const clicks = readClickstream().slice(0, 200);
const end = clicks.at(-1)!.at;
const hour = 3_600_000;
/** The file's 200 rows are the past; the store's clock has gone on by `hours` since an earlier start. */
const clock = (hours = 0) => ({
  real: new Date().toISOString(),
  demo: new Date(end + 1 + hours * hour).toISOString(),
  rate: 1_440,
});

const accepted = (event: StoreEvent) => ({
  id: randomUUID(),
  storeId: store,
  eventId: event.id,
  type: event.type,
  occurredAt: new Date(event.occurredAt),
  body: event,
  hash: '',
  fate: 'applied' as const,
  receivedAt: new Date(event.occurredAt),
});

test('a second start goes on where the first one stopped, and knows its carts', async () => {
  const { db } = database.connection;
  const api = await startFakeApi();
  const stack = (hours = 0) => ({ api: api.url, demoKey: 'key', database: database.url, clock: clock(hours) });
  const told: StoreEvent[] = [];
  const lines: string[] = [];
  const first = await startDemo(stack(), {
    clicks: clicks.slice(0, 120),
    shopPort: 0,
    print: (line) => void lines.push(line),
    onAnswer: ({ events }) => void told.push(...events),
  });
  await first.ended;
  await first.stop();
  expect(lines).toEqual([expect.stringContaining('has no more shoppers')]);
  await db.insert(inbox).values(told.map(accepted));

  const again: StoreEvent[] = [];
  const second = await startDemo(stack(24), {
    clicks,
    shopPort: 0,
    onAnswer: ({ events }) => void again.push(...events),
  });
  await second.ended;
  const rows = again.filter(({ id }) => id.startsWith('click_')).map(({ id }) => id);
  expect(rows).toEqual(clicks.slice(120).map(eventId));
  expect(api.duplicates()).toBe(0);

  const cart = told.find(({ type }) => type === 'cart.updated')!;
  const page = await fetch(`${second.shopUrl}/carts/${String(cart.data['cartId'])}`);
  expect(page.status).toBe(200);
  await second.stop();
  await api.stop();
});

test('a demo store that is stopped in the middle leaves nothing behind', async () => {
  const api = await startFakeApi();
  const demo = await startDemo(
    {
      api: api.url,
      demoKey: 'key',
      database: database.url,
      clock: { ...clock(), demo: new Date(clicks[0]!.at).toISOString() },
    },
    { shopPort: 0, print: () => {} },
  );
  await vi.waitFor(() => expect(api.accepted.length).toBeGreaterThan(0));
  await demo.stop();
  await demo.ended;
  await expect(fetch(demo.shopUrl)).rejects.toThrow();
  const count = api.accepted.length;
  await api.stop();
  expect(api.accepted).toHaveLength(count);
});
