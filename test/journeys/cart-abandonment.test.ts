import { expect, test } from 'vitest';
import type { CustomerId, OrderId } from '../../domain/ids.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { cartEmptied, orderPlaced } from '../../workflows/core/events.ts';
import { accepting } from '../simulate/gate.ts';
import { monday } from '../simulate/schedule.ts';
import type { SimulationOptions } from '../simulate/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) => simulator(cartAbandonment, options);

const minute = 60_000;
const hour = 60 * minute;
const order = { orderId: 'order-1' as OrderId };
const cart = { cartId: 'cart-1' as never };

/** A calendar with one interval, in milliseconds after the trigger. */
const season = (mode: 'event' | 'dday', from: number, to: number): SeasonCalendar => [
  { from: toInstant(monday + from), to: toInstant(monday + to), mode },
];

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

test('R16 during an event the first message leaves after 15 minutes', async () => {
  const run = await simulate({ input: { plan: { calendar: season('event', -hour, 100 * hour) } } });
  await run.finish();
  expect(run.schedule()[0]).toBe('15m email cart/reminder');
});

test('R17 on its day itself the first message leaves after 10 minutes', async () => {
  const run = await simulate({ input: { plan: { calendar: season('dday', -hour, 100 * hour) } } });
  await run.finish();
  expect(run.schedule()[0]).toBe('10m email cart/reminder');
});

test('R18 a planned event that begins during the idle period shortens it, without a signal', async () => {
  const run = await simulate({ input: { plan: { calendar: season('event', 30 * minute, 100 * hour) } } });
  await run.finish();
  expect(run.schedule()[0]).toBe('30m email cart/reminder');
});

test.for([true, false])(
  'R18 an edited calendar moves a run that already waits (start delay: %s)',
  async (startDelay) => {
    const run = await simulate({ startDelay });
    await run.advance('5 minutes');
    await run.replan({ calendar: season('event', 0, 100 * hour) });
    await run.finish();
    expect(run.schedule()).toEqual([
      '15m email cart/reminder',
      '1d 15m email cart/reassurance',
      '3d 15m email cart/offer',
    ]);
  },
);

test('R18 an edited calendar whose shorter idle period is already over sends at once, and once', async () => {
  const run = await simulate();
  await run.advance('40 minutes');
  await run.replan({ calendar: season('event', 0, 100 * hour) });
  await run.replan({ calendar: season('dday', 0, 100 * hour) });
  await run.finish();
  expect(run.schedule()).toEqual([
    '40m email cart/reminder',
    '1d 40m email cart/reassurance',
    '3d 40m email cart/offer',
  ]);
});

test('R18 an event that is called off lengthens a wait in progress', async () => {
  const run = await simulate({ startDelay: false, input: { plan: { calendar: season('event', 0, 100 * hour) } } });
  await run.advance('10 minutes');
  await run.replan({ calendar: [] });
  await run.finish();
  expect(run.schedule()[0]).toBe('1h email cart/reminder');
});

test('a new plan that changes nothing here starts no second timer', async () => {
  const run = await simulate();
  await run.advance('2 hours');
  const before = run.summaries.length;
  await run.replan({ calendar: season('dday', 50 * hour, 60 * hour) });
  expect(run.summaries).toHaveLength(before);
});

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

test('a provider that is down until the message is useless fails the step, not the run', async () => {
  const run = await simulate({
    gate: (input, now) =>
      input.template === 'cart/reminder' ? { outcome: 'retry', until: toInstant(now + hour) } : accepting(input, now),
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 0 });
  expect(run.sinkCalls[0]?.steps[0]).toMatchObject({ outcome: 'failed', reason: 'gave_up' });
  expect(run.attempts.filter(({ template }) => template === 'cart/reminder')).toHaveLength(13);
});

test('an error of the gate that names its reason fails the step with that reason', async () => {
  const run = await simulate({ gate: () => ({ outcome: 'error', type: 'render' }) });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 0 });
  expect(run.sinkCalls[0]?.steps.map(({ reason }) => reason)).toEqual(['render', 'render', 'render']);
});

test('due times are those of the plan, also for a run that Temporal started late', async () => {
  const run = await simulate({ late: '14 hours' });
  await run.finish();
  expect(run.attempts[0]).toMatchObject({
    after: 15 * hour,
    dueAt: toInstant(monday + hour),
    expiresAt: toInstant(monday + 13 * hour),
  });
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

test('a demo clock compresses the waits and changes nothing else', async () => {
  const clock = { real: toInstant(monday + 7 * hour), demo: toInstant(monday), rate: 1440 };
  const run = await simulate({ input: { plan: { calendar: [], clock } } });
  await run.finish();
  expect(run.schedule()).toEqual(['1h email cart/reminder', '1d 1h email cart/reassurance', '3d 1h email cart/offer']);
});

test('a demo clock that stood still re-plans what is waiting', async () => {
  const clock = { real: toInstant(monday), demo: toInstant(monday), rate: 1440 };
  const run = await simulate({ startDelay: false, input: { plan: { calendar: [], clock } } });
  await run.advance('30 minutes');
  // Half an hour later in real time the stack starts again where it stopped.
  await run.replan({
    calendar: [],
    clock: { ...clock, demo: toInstant(monday + 30 * minute), real: toInstant(monday + 1250) },
  });
  await run.finish();
  expect(run.schedule()[0]).toBe('1h email cart/reminder');
});

test("Temporal's UI tells what happens now and what was done", async () => {
  const run = await simulate();
  await run.advance('2 hours');
  expect(await run.details()).toBe(
    '**Now:** Wait 1 day, until 2026-11-24 10:00 UTC\n\n**Done:**\n\n- email `cart/reminder#1`: sent',
  );
  expect(run.summaries).toEqual(['email cart/reminder#1', 'Wait 1 day, until 2026-11-24 10:00 UTC']);
});
