import { expect, test } from 'vitest';
import { readOnce } from '../../cli/backtest/playing/read-once.ts';

test('a decision has what its step was prepared from; a step that is prepared again has it read anew', async () => {
  let reads = 0;
  const read = (async () => (reads += 1)) as never;
  const { facts, step, heldStep } = readOnce({ facts: read, step: read, heldStep: read }) as unknown as Readonly<
    Record<'facts' | 'step' | 'heldStep', () => Promise<number>>
  >;
  expect([await facts(), await facts(), await facts(), await facts()]).toEqual([1, 1, 2, 2]);
  expect([await step(), await heldStep(), await step(), await heldStep()]).toEqual([3, 3, 4, 4]);
});
