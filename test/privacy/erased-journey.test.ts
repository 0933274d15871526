import { readFileSync } from 'node:fs';
import { WorkflowNotFoundError } from '@temporalio/client';
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { cartId } from '../../db/ids.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import { erasures, runs } from '../../db/schema/index.ts';
import { addKey, store } from '../api/intake-server.ts';
import { seed } from '../stack/seed.ts';
import { type Process, until, untilReady } from '../worker/processes.ts';
import { tablesWith } from './dump.ts';
import { phoneOf } from './planted.ts';
import { holds, sqliteFiles } from './readable.ts';
import { arrives, fillsCart, product, type Shopper } from './shopper.ts';
import { useRoad } from './use-road.ts';

const road = useRoad();
const canary = 'qxheron';
const key = makeApiKey();
const erasureKey = Buffer.alloc(32, 9).toString('base64');
const running: Process[] = [];

/** One erased at a point of its journey: so long after its cart, in milliseconds of real time, or once it got its message. */
interface Erased {
  readonly shopper: Shopper;
  readonly cart: string;
  readonly after: number | 'its message';
  workflowId?: string;
  /** When the api had answered that nothing more is sent. */
  answeredAt?: number;
  receipt?: string;
}

// The first message is due two seconds after the cart.
const random = fc.sample(fc.integer({ min: 0, max: 4_000 }), { seed, numRuns: 12 });
const points = [0, 'its message' as const, ...random];
const erased: Erased[] = points.map((after, index) => ({
  shopper: {
    id: `${canary}-${index}`,
    email: `${canary}.${index}@${canary}.example`,
    phone: phoneOf(`${canary}${index}`),
    firstName: `${canary} ${index}`,
  },
  cart: `${canary}-cart-${index}`,
  after,
}));

// Fourteen people are erased around the moment of their first message, with a slow provider, two workers of which
// one is killed meanwhile, and an api.
beforeAll(async () => {
  console.log(`seed ${seed}`);
  await addKey(road.db, store, key, { scopes: ['erase'] });
  const options = road.options({ LOG_LEVEL: 'debug', ERASURE_KEY: erasureKey });
  const [api, doomed, worker] = await Promise.all([
    road.processes.api(options),
    road.processes.worker(options),
    road.processes.worker(options),
  ]);
  running.push(api, doomed, worker);
  await Promise.all([untilReady(doomed), untilReady(worker), untilReady(api, '/health')]);
  road.fake.fault({ kind: 'slow', millis: 200 });
  await road.tell(api, [product('lamp', 'Lamp'), ...erased.flatMap(({ shopper }) => arrives(shopper))]);

  const play = async (one: Erased): Promise<void> => {
    await road.tell(api, [fillsCart(one.shopper, one.cart, 'lamp')]);
    const [run] = await road.db
      .select()
      .from(runs)
      .where(eq(runs.subject, cartId(store, one.cart)));
    one.workflowId = workflowIdOf(run!);
    if (one.after === 'its message') {
      await until(
        () => road.fake.acceptances().some(({ to }) => to === one.shopper.email),
        () => 'the message is accepted',
      );
    } else {
      const millis = one.after;
      await new Promise((resolve) => {
        setTimeout(resolve, millis);
      });
    }
    const response = await fetch(`${api.url}/v1/customers/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ email: one.shopper.email }),
    });
    one.answeredAt = Date.now();
    one.receipt = ((await response.json()) as { id: string }).id;
    expect(response.status).toBe(202);
  };
  const played = Promise.all(erased.map(play));
  await until(
    () => erased.some(({ receipt }) => receipt !== undefined),
    () => 'the first erasure is asked for',
  );
  await doomed.kill();
  await played;
  await until(
    async () => (await road.db.select().from(erasures)).every(({ state }) => state === 'closed'),
    () => `all erasures are closed: ${worker.log()}`,
  );
}, 120_000);

test('R214 promise 8: nothing is claimed for a person after the answer that says so', () => {
  const { real, demo, rate } = road.clock;
  const late = erased.flatMap(({ shopper, answeredAt }) =>
    road.fake
      .acceptances()
      .filter(({ to }) => to === shopper.email)
      .map(({ claimedAt }) => Date.parse(real) + (Date.parse(claimedAt!) - Date.parse(demo)) / rate)
      .filter((claimedAt) => claimedAt > answeredAt!),
  );
  expect(late).toEqual([]);
});

test('the points were before, at and after the first message', () => {
  const sent = erased.filter(({ shopper }) => road.fake.acceptances().some(({ to }) => to === shopper.email));
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.length).toBeLessThan(erased.length);
});

test('promise 8: every receipt is closed, verified, and counts the history', async () => {
  const rows = await road.db.select().from(erasures);
  expect(rows).toHaveLength(erased.length);
  for (const row of rows) {
    expect(row).toMatchObject({ state: 'closed', waitsFor: null, workflows: [] });
    expect(row.counts).toMatchObject({ customers: 1, customer_aliases: 3, carts: 1, runs: 1 });
    expect(row.verifiedAt).not.toBeNull();
  }
  expect(rows.filter(({ counts }) => (counts['histories'] ?? 0) > 0).length).toBeGreaterThan(0);
});

test('trap 10: R214 promise 8: Temporal knows none of their runs any more', async () => {
  for (const { workflowId } of erased) {
    await expect(road.client.workflow.getHandle(workflowId!).describe()).rejects.toBeInstanceOf(WorkflowNotFoundError);
  }
});

test('trap 10: promise 8: 0 residue in the tables, in the files of Temporal and in the logs', async () => {
  const words = [canary, ...erased.map(({ shopper }) => shopper.phone!)];
  expect(await tablesWith(road.db, words)).toEqual([]);
  expect(sqliteFiles(road.temporalFile).filter(({ bytes }) => holds(bytes, words))).toEqual([]);
  const lines = running.flatMap(({ logFile }) => readFileSync(logFile, 'utf8').split('\n'));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => holds(line, words))).toEqual([]);
});
