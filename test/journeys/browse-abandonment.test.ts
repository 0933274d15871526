import { expect, test } from 'vitest';
import { route } from '../../api/route/route.ts';
import { exitReason } from '../../domain/rules/wanted/exit-reason.ts';
import type { RunId } from '../../domain/ids.ts';
import type { IntentSignal } from '../../domain/intents/detect.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { browseAbandonment } from '../../workflows/browse-abandonment.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { event } from '../../workflows/core/event.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (signal: IntentSignal = 'visits', options: SimulationOptions = {}) =>
  simulator(browseAbandonment, {
    ...options,
    input: { event: { signal, productId: 'product-1' } as never, ...options.input },
  });

test.for([
  ['visits', 'browse/reminder'],
  ['time', 'browse/reminder'],
  ['category', 'browse/selection'],
  ['season', 'browse/season'],
] as const)('R24 R25 R116 %s are answered by %s, and a day later by what others say', async ([signal, first]) => {
  const run = await simulate(signal);
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 0 });
  expect(run.schedule()).toEqual([`4h email ${first}`, '1d 4h email browse/reviews']);
  expect(run.attempts.every(({ purpose }) => purpose === 'marketing')).toBe(true);
});

test('R26 visitors of a season are offered a service by its name, the others nothing', async () => {
  const season = await simulate('season');
  await season.finish();
  expect(season.attempts.map(({ props }) => (props as Record<string, string>)['offer'])).toEqual([
    'seasonService',
    undefined,
  ]);
  for (const signal of ['visits', 'time', 'category'] as const) {
    const run = await simulate(signal);
    await run.finish();
    expect(run.attempts.some(({ props }) => 'offer' in props)).toBe(false);
  }
});

test.for([
  ['event', '30m'],
  ['dday', '10m'],
] as const)('R17 in mode %s the first message is due %s after the last look', async ([mode, after]) => {
  const run = await simulate('visits', {
    input: {
      plan: { calendar: [{ from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z', mode }] },
    },
  });
  await run.finish();
  expect(run.schedule()[0]).toBe(`${after} email browse/reminder`);
});

test.for(['cart.updated', 'checkout.started', 'order.placed'] as const)(
  'R23 %s before the first message: nothing is sent',
  async (name) => {
    const run = await simulate();
    await run.advance('3 hours');
    await run.emit(event(name), { cartId: 'cart-1', orderId: 'order-1' } as never);
    expect(await run.finish()).toEqual({ outcome: 'exited', reason: name, sent: 0, withheld: 0 });
  },
);

test('R23 a cart after the first message: the second one is left to the cart journey', async () => {
  const run = await simulate();
  await run.advance('10 hours');
  await run.emit(event('cart.updated'), { cartId: 'cart-1' } as never);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'cart.updated', sent: 1, withheld: 0 });
  expect(exitReason('cart.updated')).toBe('cart_begun');
});

test('R25 without a product to show the first message is withheld, and the second follows all the same', async () => {
  const run = await simulate('visits', {
    gate: ({ template }) =>
      template === 'browse/reminder'
        ? { outcome: 'withheld', reason: 'out_of_stock' }
        : { outcome: 'accepted', messageId: 'm' },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 1 });
});

test('R23 a cart ends the looking around and begins its own journey: one of the two alone', () => {
  const now = Date.UTC(2026, 10, 23, 12);
  const specs = [browseAbandonment.spec, cartAbandonment.spec];
  const facts = { now, calendar: [], outdated: false, ordered: false, live: [], past: [], later: [] };
  const browsing = {
    id: 'browsing' as RunId,
    customerId: 'c' as never,
    journey: 'browseAbandonment',
    subject: '',
    event: {} as never,
    touchedAt: now - 60_000,
    dueAt: now + 60_000,
  };
  const cart = { type: 'cart.updated', ids: { cartId: 'C' as never }, at: now, customer: 'c' as never } as const;
  expect(route(cart, specs, { ...facts, live: [browsing] }).decisions).toMatchObject([
    { kind: 'exit', run: 'browsing', because: 'cart.updated' },
    { kind: 'start', journey: 'cartAbandonment' },
  ]);
  const shown = {
    type: 'intent.shown',
    ids: { signal: 'visits', productId: 'P' as never },
    at: now,
    customer: 'c' as never,
  } as const;
  const abandoned = {
    ...browsing,
    id: 'cart' as RunId,
    journey: 'cartAbandonment',
    subject: 'C',
    event: { cartId: 'C' as never },
  };
  expect(route(shown, specs, { ...facts, live: [abandoned] })).toMatchObject({ decisions: [], ignored: 'gives_way' });
  expect(route(shown, specs, facts).decisions).toMatchObject([{ kind: 'start', journey: 'browseAbandonment' }]);
});
