import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeOffThread } from '../../../activities/score-base/fits/off-thread/off-thread.ts';
import { judgeOrders } from '../../../activities/score-base/fits/off-thread/judge-orders.ts';
import { drain, portOf } from '../../../api/listen-on.ts';
import { simulateCustomers } from '../../../bench/scoring/simulate-customers.ts';

const server = createServer((_request, response) => response.end('here'));
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(async () => drain(server, 0));

/** So many customers of whom no two are alike: nothing of the work can be merged. */
const shop = (customers: number) => {
  const drawn = simulateCustomers(3);
  const rows = Array.from({ length: customers }, () => drawn.next());
  return (purchases = true) => ({
    x: Float64Array.from(rows, ({ x }) => (purchases ? x : 0)),
    tx: Float64Array.from(rows, ({ tx }) => (purchases ? tx : 0)),
    T: Float64Array.from(rows, ({ T }, i) => T + i / 1e9),
    later: Float64Array.from(rows, ({ x }) => x % 3),
    weight: new Float64Array(rows.length).fill(1),
  });
};
const task = (columns: ReturnType<typeof shop>, purchases = true) => ({
  model: 'mbg' as const,
  weeks: 13,
  held: columns(purchases),
  whole: columns(purchases),
});

test('while a model is fitted this thread answers requests, and the fit is that of any thread', async () => {
  const columns = shop(150_000);
  const state = { settled: false };
  let answered = 0;
  let turns = 0;
  const turn = (): void => {
    turns += 1;
    if (!state.settled) setTimeout(turn);
  };
  const fit = judgeOffThread('orders', task(columns)).finally(() => {
    state.settled = true;
  });
  turn();
  while (!state.settled) {
    expect(await (await fetch(`http://127.0.0.1:${portOf(server)}`)).text()).toBe('here');
    answered += 1;
  }
  // A fit on this thread lets none of both through before it is done.
  expect(answered).toBeGreaterThan(5);
  expect(turns).toBeGreaterThan(5);
  expect(await fit).toEqual(judgeOrders(task(columns)));
}, 60_000);

test('a fit that is called off ends with its thread, and the next one starts another', async () => {
  const stop = new AbortController();
  const fit = judgeOffThread('orders', task(shop(400_000)), stop.signal);
  setImmediate(() => stop.abort());
  await expect(fit).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  const columns = shop(2_000);
  expect(await judgeOffThread('orders', task(columns))).toEqual(judgeOrders(task(columns)));
}, 60_000);

test('why customers cannot be fitted comes back with its code', async () => {
  await expect(judgeOffThread('orders', task(shop(500), false))).rejects.toMatchObject({
    name: 'UnfittableError',
    code: 'NO_REPEAT_PURCHASES',
  });
}, 60_000);
