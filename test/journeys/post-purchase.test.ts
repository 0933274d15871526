import { expect, test } from 'vitest';
import { event } from '../../workflows/core/event.ts';
import { orderDelivered } from '../../workflows/core/events.ts';
import { afterReturn } from '../../workflows/after-return.ts';
import { parcelTracking } from '../../workflows/parcel-tracking.ts';
import { postPurchase } from '../../workflows/post-purchase.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const bought = { orderId: 'order-1', quietDays: '90', deliveryDays: '6' } as never;
const simulate = (options: SimulationOptions = {}) =>
  simulator(postPurchase, { ...options, input: { event: bought, subject: 'order-1', ...options.input } });
const delivery = { orderId: 'order-1' as never };

test('R27 R29 R162 an order of which no delivery is told: confirmed at once, first steps on day 7, a review asked for on day 11', async () => {
  const run = await simulate();
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 3, withheld: 0 });
  expect(run.schedule()).toEqual([
    '0s email order/confirmation',
    '7d email order/first-steps',
    '11d email order/review',
  ]);
});

test('R27 the confirmation is no marketing, what follows is', async () => {
  const run = await simulate();
  await run.finish();
  expect(run.attempts.map(({ purpose }) => purpose)).toEqual(['transactional', 'marketing', 'marketing']);
});

test.for([
  ['2 days', '7d', '11d'],
  ['6 days', '7d', '11d'],
] as const)('R29 delivered after %s: between day 7 and day 14', async ([after, steps, review]) => {
  const run = await simulate();
  await run.advance(after);
  await run.emit(orderDelivered, delivery);
  await run.finish();
  expect(run.schedule().slice(1)).toEqual([`${steps} email order/first-steps`, `${review} email order/review`]);
});

test('R29 where parcels take nine days the messages wait for them, and a real delivery is what counts', async () => {
  const slow = { event: { ...(bought as object), deliveryDays: '9' } as never };
  const estimated = await simulate({ input: slow });
  await estimated.finish();
  expect(estimated.schedule().slice(1)).toEqual(['10d email order/first-steps', '14d email order/review']);

  const early = await simulate({ input: slow });
  await early.advance('7 days');
  await early.emit(orderDelivered, delivery);
  await early.finish();
  expect(early.schedule().slice(1)).toEqual(['8d email order/first-steps', '12d email order/review']);
});

test.for(['order.cancelled', 'order.returned'] as const)('R31 after %s nobody is asked for a review', async (name) => {
  const run = await simulate();
  await run.advance('8 days');
  await run.emit(event(name), delivery);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: name, sent: 2, withheld: 0 });
});

test('R31 a late order: the gate withholds what asks how it is, with its reason, and the run goes on to its end', async () => {
  const run = await simulate({
    gate: ({ purpose }) =>
      purpose === 'marketing' ? { outcome: 'withheld', reason: 'order_late' } : { outcome: 'accepted', messageId: 'm' },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 2 });
  expect(run.sinkCalls[0]?.steps.map(({ reason }) => reason)).toEqual([undefined, 'order_late', 'order_late']);
});

test('a shop that confirms orders itself leaves that step out', async () => {
  const run = await simulate({ input: { plan: { calendar: [], cadence: { confirmation: null } } } });
  await run.finish();
  expect(run.schedule()).toEqual(['7d email order/first-steps', '11d email order/review']);
});

test('R28 R162 a parcel is told of when it leaves, and is no marketing', async () => {
  const parcel = { orderId: 'order-1', parcelId: 'parcel-1' } as never;
  const run = await simulator(parcelTracking, { input: { event: parcel, subject: 'parcel-1' } });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 0 });
  expect(run.schedule()).toEqual(['0s email order/shipped']);
  expect(run.attempts[0]).toMatchObject({ purpose: 'transactional', props: parcel });
});

test('R35 R168 a return is answered two days later, unless the customer has found something meanwhile', async () => {
  const input = { event: delivery, subject: 'order-1' };
  const run = await simulator(afterReturn, { input });
  await run.finish();
  expect(run.schedule()).toEqual(['2d email order/returned']);

  const found = await simulator(afterReturn, { input });
  await found.advance('1 day');
  await found.emit(event('order.placed'), { orderId: 'order-2' as never });
  expect(await found.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
});
