import { describe, expect, test } from 'vitest';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { dropOff } from '../../workflows/drop-off.ts';
import { cartUpdated, orderPlaced } from '../../workflows/core/events.ts';
import { accepting } from '../../cli/simulator/gate.ts';
import { monday, season } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) => simulator(cartAbandonment, options);

const minute = 60_000;
const hour = 60 * minute;
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

test('R72 an everyday journey has its season’s times for as long as the season lasts, and its own before and after', async () => {
  // A store that reassures sooner while everybody compares.
  const cadence = { reassurance: { normal: '1 day', event: '6 hours', dday: '3 hours' } } as const;
  const abandoned = async (from: number, to: number) => {
    const run = await simulate({ input: { plan: { calendar: season('event', from, to), cadence } } });
    await run.finish();
    return run.schedule().slice(0, 2);
  };
  const everyday = ['1h email cart/reminder', '1d 1h email cart/reassurance'];
  expect(await abandoned(100 * hour, 200 * hour)).toEqual(everyday);
  expect(await abandoned(-hour, 100 * hour)).toEqual(['15m email cart/reminder', '6h 15m email cart/reassurance']);
  expect(await abandoned(-100 * hour, -hour)).toEqual(everyday);
  // It ends between the two: what is to come has the everyday's time again.
  expect(await abandoned(-hour, 2 * hour)).toEqual(['15m email cart/reminder', '1d 15m email cart/reassurance']);
});

describe('R119 who falls silent while an event is on', () => {
  const day = 24 * hour;
  const event = { signal: 'visits', productId: 'lamp' } as never;
  const silent = async (days: number, options: Omit<SimulationOptions, 'input'> = {}) =>
    simulator(dropOff, { ...options, input: { event, plan: { calendar: season('event', -day, days * day) } } });

  test('is shown something else after two days, and told of the last days before its end', async () => {
    const run = await silent(10);
    await run.finish();
    expect(run.schedule()).toEqual(['2d email drop-off/another', '8d email drop-off/last-days']);
    expect(run.attempts[0]).toMatchObject({ idle: dropOff.spec.idle, props: { offer: 'eventReturn' } });
  });

  test('hears nothing when it is over before they were silent for so long, at whatever instant that is', async () => {
    for (const days of [0.2, 1, 1.9]) {
      const run = await silent(days);
      expect(await run.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 0 });
      expect(run.now() - monday).toBe(days * day);
    }
  });

  test('is left alone while they look around, and for good once it is over', async () => {
    let lookedAt = monday + 1.5 * day;
    const run = await silent(4, {
      gate: (input, now) =>
        now < lookedAt + 2 * day && now < monday + 4 * day
          ? { outcome: 'later', at: toInstant(Math.min(lookedAt + 2 * day, monday + 4 * day)), reason: 'touched' }
          : now >= Date.parse(input.expiresAt)
            ? { outcome: 'withheld', reason: 'expired' }
            : accepting(input, now),
    });
    await run.advance('3 days');
    lookedAt = monday + 3 * day;
    expect(await run.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 1 });
    expect(run.now() - monday).toBe(4 * day);
  });

  test('hears of the last days when they are, wherever the calendar moves the end, and not of an event that is called off', async () => {
    const longer = await silent(10);
    await longer.advance('3 days');
    await longer.replan({ calendar: season('event', -day, 14 * day) });
    await longer.finish();
    expect(longer.schedule().at(-1)).toBe('12d email drop-off/last-days');
    const off = await silent(10);
    await off.advance('3 days');
    await off.replan({ calendar: [] });
    expect(await off.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 0 });
  });

  test('what is of use in the event alone is of use no longer than it, also when its end is moved', async () => {
    for (const [days, useless] of [
      [2.5, 2.5],
      [10, 3],
    ] as const) {
      const run = await silent(days);
      await run.finish();
      expect(run.attempts[0]!.expiresAt).toBe(toInstant(monday + useless * day));
    }
  });

  test.for([orderPlaced, cartUpdated])('is a buyer with %o, and hears no more of it', async (exit) => {
    const run = await silent(10);
    await run.advance('3 days');
    await run.emit(exit as typeof orderPlaced, { orderId: 'o' as never });
    expect(await run.finish()).toMatchObject({ outcome: 'exited', sent: 1 });
  });
});
