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
