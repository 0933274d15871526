import { expect, test } from 'vitest';
import { toInstant } from '../../domain/time/instant.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { accepting } from '../../cli/simulator/gate.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) => simulator(cartAbandonment, options);

const minute = 60_000;
const hour = 60 * minute;
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
    '**Now:** Wait 1 day (reassurance), until 2026-11-24 10:00 UTC\n\n**Done:**\n\n- email `cart/reminder#1`: sent',
  );
  expect(run.summaries).toEqual(['email cart/reminder#1', 'Wait 1 day (reassurance), until 2026-11-24 10:00 UTC']);
});
