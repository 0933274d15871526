import { expect, test } from 'vitest';
import { toInstant } from '../../domain/time/instant.ts';
import { doubleOptIn } from '../../workflows/double-opt-in.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = (options?: SimulationOptions) =>
  simulator(doubleOptIn, { ...options, input: { event: {}, subject: '', ...options?.input } });
const hour = 3_600_000;

test('a sign-up is asked to confirm at once, and once', async () => {
  const run = await simulate();
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 0 });
  expect(run.schedule()).toEqual(['0s email consent/confirm']);
});

test('the gate is told that it is no marketing, for whom, and nothing of the address', async () => {
  const run = await simulate();
  await run.finish();
  const { after: _after, outcome: _outcome, ...asked } = run.attempts[0]!;
  expect(asked).toEqual({
    run: 'run-1',
    store: 'demo',
    journey: 'doubleOptIn',
    customer: 'customer-1',
    step: 'consent/confirm#1',
    channel: 'email',
    template: 'consent/confirm',
    props: {},
    purpose: 'transactional',
    rank: 'transactional',
    dueAt: toInstant(monday),
    expiresAt: toInstant(monday + 12 * hour),
  });
});

test('what the gate withholds is not asked again', async () => {
  const run = await simulate({ gate: () => ({ outcome: 'withheld', reason: 'confirmation_over' }) });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 1 });
});
