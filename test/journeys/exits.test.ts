import { expect, test } from 'vitest';
import type { OrderId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { cartEmptied, orderPlaced } from '../../workflows/core/events.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) => simulator(cartAbandonment, options);

const minute = 60_000;
const hour = 60 * minute;
const order = { orderId: 'order-1' as OrderId };
const cart = { cartId: 'cart-1' as never };
test.for([
  { when: 'in the first wait', after: '30 minutes', sent: 0, reason: 'order.placed' },
  { when: 'after the first message', after: '2 hours', sent: 1, reason: 'order.placed' },
  { when: 'after the second message', after: '2 days', sent: 2, reason: 'order.placed' },
] as const)('R15 buying $when stops the journey', async ({ after, sent, reason }) => {
  const run = await simulate();
  await run.advance(after);
  await run.emit(orderPlaced, order);
  expect(run.closed()).toEqual({ status: 'completed', result: { outcome: 'exited', reason, sent, withheld: 0 } });
  expect(run.sinkCalls).toHaveLength(1);
  expect(run.attempts).toHaveLength(sent);
});

test('emptying the cart stops the journey', async () => {
  const run = await simulate();
  await run.advance('2 hours');
  await run.emit(cartEmptied, cart);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'cart.emptied', sent: 1, withheld: 0 });
});

test.for(['1 hour', '25 hours', '73 hours'] as const)(
  'R15 an order that arrives together with the timer of %s comes first',
  async (due) => {
    const run = await simulate({ startDelay: false });
    await run.advance(due, { firing: false });
    const before = run.attempts.length;
    await run.emit(orderPlaced, order);
    expect(await run.finish()).toMatchObject({ outcome: 'exited', reason: 'order.placed' });
    expect(run.attempts).toHaveLength(before);
  },
);

test('a stop by hand ends the run as an exit does; the step that waits is withheld for it', async () => {
  const run = await simulate();
  await run.advance('2 hours');
  await run.stop();
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'run.stopped', sent: 1, withheld: 0 });
  const waiting = await simulate({ gate: () => ({ outcome: 'retry', until: toInstant(monday + 8 * hour) }) });
  await waiting.advance('2 hours');
  await waiting.stop();
  expect(await waiting.finish()).toMatchObject({ reason: 'run.stopped', sent: 0, withheld: 1 });
  expect(waiting.sinkCalls[0]!.steps).toMatchObject([{ outcome: 'withheld', reason: 'stopped' }]);
});

test('the first exit is the reason', async () => {
  const run = await simulate({ gate: () => ({ outcome: 'accepted', messageId: 'm', takes: '10 seconds' }) });
  await run.advance('1 hour');
  await run.emit(cartEmptied, cart);
  await run.emit(orderPlaced, order);
  expect(await run.finish()).toMatchObject({ reason: 'cart.emptied' });
});

test('a send in progress finishes and is recorded before the exit', async () => {
  const run = await simulate({ gate: () => ({ outcome: 'accepted', messageId: 'm', takes: '10 seconds' }) });
  await run.advance('1 hour');
  await run.emit(orderPlaced, order);
  expect(run.closed()).toBeUndefined();
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 1, withheld: 0 });
  expect(run.sinkCalls[0]?.steps).toEqual([
    { step: 'cart/reminder#1', channel: 'email', purpose: 'marketing', outcome: 'sent' },
  ]);
});

test('an exit during the last send is still why the run ended', async () => {
  const run = await simulate({
    gate: ({ template }) =>
      template === 'cart/offer'
        ? { outcome: 'accepted', messageId: 'm', takes: '10 seconds' }
        : { outcome: 'accepted', messageId: 'm' },
  });
  await run.advance('73 hours');
  await run.emit(orderPlaced, order);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 3, withheld: 0 });
});

test('an exit ends the backoff of a later that was thrown, at once', async () => {
  const run = await simulate({ gate: () => ({ outcome: 'retry', until: toInstant(monday + 8 * hour) }) });
  await run.advance('2 hours');
  await run.emit(orderPlaced, order);
  expect(run.closed()).toEqual({
    status: 'completed',
    result: { outcome: 'exited', reason: 'order.placed', sent: 0, withheld: 1 },
  });
  expect(run.sinkCalls[0]?.steps).toEqual([
    { step: 'cart/reminder#1', channel: 'email', purpose: 'marketing', outcome: 'withheld', reason: 'bought' },
  ]);
});

test('cancelled in Temporal the run ends as cancelled and says so', async () => {
  const run = await simulate();
  await run.advance('2 hours');
  await run.cancel();
  expect(run.closed()).toEqual({ status: 'cancelled' });
  expect(run.sinkCalls).toEqual([
    {
      run: 'run-1',
      outcome: 'cancelled',
      sent: 1,
      withheld: 0,
      steps: [{ step: 'cart/reminder#1', channel: 'email', purpose: 'marketing', outcome: 'sent' }],
    },
  ]);
});
