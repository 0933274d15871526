import { expect, test } from 'vitest';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { season } from '../../cli/simulator/schedule.ts';
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
