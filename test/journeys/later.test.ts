import { expect, test } from 'vitest';
import type { OrderId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { cartText } from '../../workflows/cart-text.ts';
import { orderPlaced } from '../../workflows/core/events.ts';
import { accepting } from '../../cli/simulator/gate.ts';
import { monday, season } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) => simulator(cartAbandonment, options);

const minute = 60_000;
const hour = 60 * minute;
const order = { orderId: 'order-1' as OrderId };
test('a later that was thrown comes back by itself, and the next wait counts from the real decision', async () => {
  const run = await simulate({
    gate: (input, now) =>
      now < monday + 8 * hour ? { outcome: 'retry', until: toInstant(monday + 8 * hour) } : accepting(input, now),
  });
  await run.finish();
  expect(run.schedule()).toEqual(['8h email cart/reminder', '1d 8h email cart/reassurance', '3d 8h email cart/offer']);
});

test('a touch reported by the gate moves the first message, and its expiry with it', async () => {
  const touchedAt = monday + 50 * minute;
  const run = await simulate({
    gate: (input, now) =>
      now < touchedAt + hour
        ? { outcome: 'later', at: toInstant(touchedAt + hour), reason: 'touched' }
        : accepting(input, now),
  });
  await run.finish();
  expect(run.schedule()[0]).toBe('1h 50m email cart/reminder');
  const [first, second] = run.attempts;
  expect(first).toMatchObject({ dueAt: toInstant(monday + hour), expiresAt: toInstant(monday + 13 * hour) });
  expect(second).toMatchObject({
    step: first!.step,
    dueAt: toInstant(touchedAt + hour),
    expiresAt: toInstant(touchedAt + 13 * hour),
  });
});

test('R18 a touched wait is asked again when the calendar changes', async () => {
  const touchedAt = monday + 50 * minute;
  let idle = hour;
  const run = await simulate({
    gate: (input, now) =>
      now < touchedAt + idle
        ? { outcome: 'later', at: toInstant(touchedAt + idle), reason: 'touched' }
        : accepting(input, now),
  });
  await run.advance('70 minutes');
  idle = 15 * minute;
  await run.replan({ calendar: season('event', 0, 100 * hour) });
  await run.finish();
  expect(run.schedule()[0]).toBe('1h 10m email cart/reminder');
});

test('R78 a touched wait is asked again when the store changes the first wait, and not for times of other steps', async () => {
  const touchedAt = monday + 50 * minute;
  let idle = hour;
  const run = await simulate({
    gate: (input, now) =>
      now < touchedAt + idle
        ? { outcome: 'later', at: toInstant(touchedAt + idle), reason: 'touched' }
        : accepting(input, now),
  });
  await run.advance('70 minutes');
  const asked = run.attempts.length;
  await run.replan({ calendar: [], cadence: { offer: '5 days' } });
  expect(run.attempts).toHaveLength(asked);
  idle = 30 * minute;
  await run.replan({ calendar: [], cadence: { offer: '5 days', idle: '30 minutes' } });
  await run.finish();
  expect(run.schedule()).toEqual([
    '1h 20m email cart/reminder',
    '1d 1h 20m email cart/reassurance',
    '6d 1h 20m email cart/offer',
  ]);
});

test('an exit ends a touched wait', async () => {
  const run = await simulate({
    gate: () => ({ outcome: 'later', at: toInstant(monday + 3 * hour), reason: 'touched' }),
  });
  await run.advance('2 hours');
  await run.emit(orderPlaced, order);
  expect(run.closed()).toMatchObject({ result: { outcome: 'exited', sent: 0, withheld: 1 } });
});

test('only the first wait debounces: the gate is told of the idle period until a step has an outcome', async () => {
  const run = await simulate({
    gate: ({ template }) =>
      template === 'cart/reminder'
        ? { outcome: 'withheld', reason: 'no_consent' }
        : { outcome: 'accepted', messageId: 'm' },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 1 });
  expect(run.attempts.map(({ idle }) => idle)).toEqual([cartAbandonment.spec.idle, undefined, undefined]);
});

test('a touch restarts the first wait of whichever channel of the first step is asked', async () => {
  const run = await simulator(cartText, {
    input: { plan: { calendar: [], whatsappFirst: true } },
    gate: (input, now) =>
      input.channel === 'whatsapp' ? { outcome: 'withheld', reason: 'no_consent' } : accepting(input, now),
  });
  await run.finish();
  expect(run.attempts.map(({ channel, idle }) => [channel, idle])).toEqual([
    ['whatsapp', '2 days'],
    ['sms', '2 days'],
  ]);
});
