import '@temporalio/worker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../../stack/seed.ts';

// For its sake this file has a process to itself: test/stack/own-process.ts.

test('in a process of its own as well, properties draw the cases of the run’s seed', () => {
  const sample = fc.sample(fc.nat(), 5);
  expect(sample).toEqual(fc.sample(fc.nat(), { seed, numRuns: 5 }));
  console.log(`seed ${seed}, own process: ${sample.join(' ')}`);
});
