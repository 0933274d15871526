import { expect, test } from 'vitest';
import type { CustomerId, OrderId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { cartText } from '../../workflows/cart-text.ts';
import { monday, season } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { orderPlaced } from '../../workflows/core/events.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) => simulator(cartAbandonment, options);

const minute = 60_000;
const hour = 60 * minute;
const day = (after: number): number => Math.floor(after / (24 * hour));

test('R11 R12 R13 an untouched cart gets three messages in three days', async () => {
  const run = await simulate();
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 3, withheld: 0 });
  expect(run.schedule()).toEqual(['1h email cart/reminder', '1d 1h email cart/reassurance', '3d 1h email cart/offer']);
});

test('the schedule is the same when the run waits for itself instead of being started late', async () => {
  const run = await simulate({ startDelay: false });
  await run.finish();
  expect(run.schedule()).toEqual(['1h email cart/reminder', '1d 1h email cart/reassurance', '3d 1h email cart/offer']);
});

test('R22 R198 a text message falls on a day without an e-mail about the cart', async () => {
  const [emails, text] = [await simulate(), await simulator(cartText)];
  await emails.finish();
  expect(await text.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 0 });
  expect(text.schedule()).toEqual(['2d sms cart/reminder']);
  expect(emails.attempts.map(({ after }) => day(after))).not.toContain(day(text.attempts[0]!.after));
});

test('R200 a text message about a cart that is bought meanwhile is not sent', async () => {
  const run = await simulator(cartText);
  await run.advance('47 hours');
  await run.emit(orderPlaced, { orderId: 'order-1' as OrderId });
  expect(await run.finish()).toMatchObject({ outcome: 'exited', reason: 'order.placed', sent: 0 });
});

test('R16 during an event the first message leaves after 15 minutes', async () => {
  const run = await simulate({ input: { plan: { calendar: season('event', -hour, 100 * hour) } } });
  await run.finish();
  expect(run.schedule()[0]).toBe('15m email cart/reminder');
});

test('R17 R152 on its day itself the first message leaves after 10 minutes', async () => {
  const run = await simulate({ input: { plan: { calendar: season('dday', -hour, 100 * hour) } } });
  await run.finish();
  expect(run.schedule()[0]).toBe('10m email cart/reminder');
});

test('half of the customers are offered something, and each one always the same', async () => {
  const offers = await Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const input = { customer: `customer-${n % 30}` as CustomerId, episode: n < 30 ? 1 : 2 };
      const run = await simulate({ input });
      await run.finish();
      return run.attempts.at(-1)?.props['offer'];
    }),
  );
  expect(offers.slice(0, 30)).toEqual(offers.slice(30));
  expect(new Set(offers)).toEqual(new Set(['none', 'cartTen']));
});

test('the gate is told ids and the spec, and nothing else', async () => {
  const run = await simulate();
  await run.finish();
  const { after: _after, outcome: _outcome, ...first } = run.attempts[0]!;
  expect(first).toEqual({
    run: 'run-1',
    store: 'demo',
    journey: 'cartAbandonment',
    customer: 'customer-1',
    step: 'cart/reminder#1',
    channel: 'email',
    template: 'cart/reminder',
    props: { cartId: 'cart-1' },
    purpose: 'marketing',
    rank: 'cart',
    dueAt: toInstant(monday + hour),
    expiresAt: toInstant(monday + 13 * hour),
    idle: cartAbandonment.spec.idle,
  });
});
