import { expect, test } from 'vitest';
import type { InterestWay } from '../../domain/alerts/alert.ts';
import { exitReason } from '../../domain/rules/wanted/exit-reason.ts';
import { backInStock } from '../../workflows/back-in-stock.ts';
import { event } from '../../workflows/core/event.ts';
import { lowStock } from '../../workflows/low-stock.ts';
import { priceDrop } from '../../workflows/price-drop.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulate = useSimulator();
const journeys = { backInStock, lowStock, priceDrop };
type Name = keyof typeof journeys;

const play = (name: Name, interest: InterestWay = 'wished', options: SimulationOptions = {}) =>
  simulate(journeys[name], {
    ...options,
    input: {
      subject: 'product-1',
      event: { productId: 'product-1', alertId: 'alert-1', interest } as never,
      ...options.input,
    },
  });

test.for([
  ['backInStock', '0s email alert/back-in-stock'],
  ['lowStock', '0s email alert/low-stock'],
  ['priceDrop', '15m email alert/price-drop'],
] as const)('%s is one message, and marketing', async ([name, sent]) => {
  const run = await play(name);
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 0 });
  expect(run.schedule()).toEqual([sent]);
  expect(run.attempts[0]).toMatchObject({
    purpose: 'marketing',
    props: { productId: 'product-1', alertId: 'alert-1' },
  });
});

test.for(['backInStock', 'priceDrop'] as const)(
  '%s for who asked is the answer to them, and no marketing',
  async (name) => {
    const run = await play(name, 'asked');
    await run.finish();
    expect(run.attempts.map(({ purpose }) => purpose)).toEqual(['transactional']);
  },
);

/** As at night: the gate puts the message off. */
const atNight: SimulationOptions = {
  gate: (_input, now) => ({ outcome: 'retry', until: new Date(now + 8 * 3_600_000).toISOString() }),
};

test.for([
  ['backInStock', 'product.taken', 'cart_begun'],
  ['backInStock', 'wishlist.removed', 'not_interested'],
  ['backInStock', 'alert.cancelled', 'not_interested'],
  ['lowStock', 'order.placed', 'bought'],
  ['lowStock', 'cart.updated', 'cart_begun'],
  ['lowStock', 'checkout.started', 'cart_begun'],
  ['lowStock', 'wishlist.removed', 'not_interested'],
  ['priceDrop', 'order.placed', 'bought'],
  ['priceDrop', 'cart.updated', 'cart_begun'],
  ['priceDrop', 'alert.cancelled', 'not_interested'],
] as const)('R15 %s that waits for the morning ends by %s, and nothing is sent', async ([name, exit, reason]) => {
  const run = await play(name, 'wished', atNight);
  await run.advance('1 hour');
  await run.emit(event(exit), { productId: 'product-1', cartId: 'cart-1', orderId: 'order-1' } as never);
  expect(await run.finish()).toMatchObject({ outcome: 'exited', reason: exit, sent: 0 });
  expect(exitReason(exit)).toBe(reason);
});

test.for([
  ['backInStock', 'out_of_stock'],
  ['lowStock', 'alert_over'],
  ['priceDrop', 'alert_over'],
] as const)('R215 %s of what is not true any more: withheld, and the run is over', async ([name, reason]) => {
  const run = await play(name, 'wished', { gate: () => ({ outcome: 'withheld', reason }) });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 1 });
  expect(run.sinkCalls[0]?.steps.map((step) => step.reason)).toEqual([reason]);
});

test('a store leaves an alert out by its cadence', async () => {
  for (const name of ['backInStock', 'lowStock', 'priceDrop'] as const) {
    const run = await play(name, 'wished', { input: { plan: { calendar: [], cadence: { alert: null } } } });
    expect(await run.finish()).toMatchObject({ sent: 0, withheld: 0 });
  }
});
