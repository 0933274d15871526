import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { cartId, productId } from '../../db/ids.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import { carts, messages, products, runs } from '../../db/schema/index.ts';
import { store } from '../api/intake-server.ts';
import { type Process, until, untilReady } from '../worker/processes.ts';
import { tablesWith } from './dump.ts';
import { phoneOf } from './planted.ts';
import { holds, readableHistory, sqliteFiles } from './readable.ts';
import { arrives, fillsCart, orders, product, type Shopper } from './shopper.ts';
import { useRoad } from './use-road.ts';

const road = useRoad();
const canary = 'zxcanary';
const running: Process[] = [];
const heard: string[] = [];
let histories: readonly { readonly id: string; readonly text: string }[];

/** A shopper, cart, order and event that all carry the canary, in every name that a store may choose. */
const planted = (name: string): Shopper => ({
  id: `${canary}-${name}-id@${canary}.example`,
  email: `${canary}.${name}@${canary}.example`,
  phone: phoneOf(name),
  firstName: `${canary} ${name}`,
});
const shoppers = {
  sent: planted('sent'),
  refused: planted('refused'),
  invalid: planted('invalid'),
  lost: planted('lost'),
  unrendered: planted('unrendered'),
  bought: planted('bought'),
  cancelled: planted('cancelled'),
  terminated: planted('terminated'),
};
const cartOf = (name: string): string => `${canary}-cart-${name}`;
const words = [canary, ...Object.values(shoppers).flatMap(({ phone }) => [phone!, phone!.slice(3)])];

const runOf = async (name: string) => {
  const [row] = await road.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, cartOf(name))));
  return row;
};
const stateOf = async (name: string) => {
  const run = await runOf(name);
  const [row] = run ? await road.db.select().from(messages).where(eq(messages.runId, run.id)) : [];
  return row?.state;
};

// Journeys through success, refusals that quote the address, a template that fails, a crash, a purchase, a
// cancellation and a termination: without the codec, at the most talkative level of the logs.
beforeAll(async () => {
  const options = road.options({ LOG_LEVEL: 'debug' });
  const start = async (): Promise<Process> => {
    const worker = await road.processes.worker(options);
    running.push(worker);
    await untilReady(worker);
    return worker;
  };
  const api = await road.processes.api(options);
  running.push(api);
  const first = await start();
  await untilReady(api, '/health');

  const keyOf = new Map<string, string>();
  const isOf = (name: string) => (key: string) => key.startsWith(keyOf.get(name) ?? 'none');
  road.fake.fault({ kind: 'server-error' }, { times: 2, match: isOf('refused') });
  road.fake.fault({ kind: 'html-error' }, { times: 1, match: isOf('refused') });
  road.fake.fault({ kind: 'rate-limited', retryAfterSeconds: 0 }, { times: 1, match: isOf('refused') });
  road.fake.fault({ kind: 'invalid' }, { match: isOf('invalid') });
  road.fake.fault({ kind: 'hang-before' }, { times: 1, match: isOf('lost') });

  const item = `${canary}-sku`;
  await road.tell(api, [
    { id: `${canary}-event-product`, ...product(item, `Lamp ${canary}`) },
    { id: `${canary}-event-other`, ...product(`${item}-2`, `Vase ${canary}`) },
    ...Object.values(shoppers).flatMap(arrives),
  ]);
  const names = Object.keys(shoppers) as (keyof typeof shoppers)[];
  const told = names.map((name) => ({
    id: `${canary}-event-${name}`,
    ...fillsCart(shoppers[name], cartOf(name), name === 'unrendered' ? `${item}-2` : item),
  }));
  await road.tell(api, told);
  for (const name of names) keyOf.set(name, (await runOf(name))!.id);
  // Its currency is none: the formatter throws an error that quotes it.
  await road.db
    .update(carts)
    .set({ currency: canary })
    .where(eq(carts.id, cartId(store, cartOf('unrendered'))));
  await road.db
    .update(products)
    .set({ currency: canary })
    .where(eq(products.id, productId(store, `${item}-2`)));
  const handle = async (name: string) => road.client.workflow.getHandle(workflowIdOf((await runOf(name))!));
  const isThere = async (name: string) =>
    (await handle(name)).describe().then(
      () => true,
      () => false,
    );
  await until(
    async () => (await isThere('cancelled')) && (await isThere('terminated')),
    () => `the runs are started: ${api.log()}`,
  );
  await (await handle('cancelled')).cancel();
  await (await handle('terminated')).terminate('by the test');
  await road.tell(api, [{ id: `${canary}-event-order`, ...orders(shoppers.bought, `${canary}-order`, item) }]);
  // What is wrong is answered, not logged.
  for (const body of ['{', JSON.stringify({ id: canary, type: canary, customer: { email: canary } })]) {
    await fetch(`${api.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${road.key}` },
      body,
    });
  }
  await until(
    () => road.fake.requests(`${keyOf.get('lost')}/cart/reminder#1/email`) > 0,
    () => `the provider hangs: ${first.log()}`,
  );
  // Not to be taken for lost by the time that a new worker needs to start.
  for (const name of ['sent', 'invalid', 'unrendered']) {
    await until(
      async () => ['accepted', 'failed', 'withheld'].includes((await stateOf(name)) ?? ''),
      () => `${name} has its outcome: ${first.log()}`,
    );
  }
  await first.kill();
  await road.db.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'relance' and datname = current_database() and pid <> pg_backend_pid()`);
  await start();
  for (const name of ['refused', 'lost']) {
    await until(
      async () => ['accepted', 'failed', 'withheld', 'unknown'].includes((await stateOf(name)) ?? ''),
      () => `${name} has its outcome: ${running.at(-1)!.log()}`,
    );
  }
  for (const process of running) {
    for (const path of ['/health', '/ready', '/metrics']) {
      heard.push(
        await fetch(`${process.url}${path}`).then(
          async (response) => response.text(),
          () => '',
        ),
      );
    }
  }
  const found: { id: string; text: string }[] = [];
  for (const name of names) {
    const described = await (await handle(name)).describe();
    const history = historyToJSON(await (await handle(name)).fetchHistory());
    const shown = [await described.staticSummary(), await described.staticDetails(), described.memo, described.raw];
    found.push({ id: described.workflowId, text: readableHistory(history) + JSON.stringify(shown) });
  }
  histories = found;
}, 120_000);

test('the journeys met what they were to meet', async () => {
  expect(await stateOf('sent')).toBe('accepted');
  expect(await stateOf('invalid')).toBe('failed');
  expect(await stateOf('unrendered')).toBe('failed');
  expect(await runOf('bought')).toMatchObject({ exitEvent: 'order.placed' });
  expect(histories).toHaveLength(Object.keys(shoppers).length);
});

test('the search finds: in our own tables, in a file, and in Temporal what is meant to be there', async () => {
  expect(await tablesWith(road.db, [canary])).toEqual(
    expect.arrayContaining(['carts', 'consents', 'customer_aliases', 'customers', 'inbox', 'messages', 'products']),
  );
  writeFileSync(join(road.folder, 'planted.txt'), `to: ${shoppers.sent.email}`);
  expect(holds(readFileSync(join(road.folder, 'planted.txt')), words)).toBe(true);
  const run = (await runOf('sent'))!;
  for (const { bytes } of sqliteFiles(road.temporalFile).filter(({ name }) => !name.endsWith('-shm'))) {
    if (bytes.length > 0) expect(holds(bytes, [run.id])).toBe(true);
  }
  expect(histories.some(({ text }) => holds(text, [run.id]))).toBe(true);
});

test('promise 8: nothing personal in the files of Temporal', () => {
  const files = sqliteFiles(road.temporalFile);
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter(({ bytes }) => holds(bytes, words)).map(({ name }) => name)).toEqual([]);
});

test('trap 10: promise 8: nothing personal in histories, ids, summaries, memos and search attributes', () => {
  expect(histories.filter(({ id, text }) => holds(id + text, words)).map(({ id }) => id)).toEqual([]);
});

test('promise 8: nothing personal in the logs of api and worker, nor in what they answer to probes', () => {
  const logs = running.map(({ name, logFile }) => ({ name, text: readFileSync(logFile, 'utf8') }));
  expect(logs.every(({ text }) => text.length > 0)).toBe(true);
  const lines = logs.flatMap(({ text }) => text.split('\n')).filter((line) => holds(line, words));
  expect(lines).toEqual([]);
  expect(heard.filter((text) => holds(text, words))).toEqual([]);
});
