import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../../stack/seed.ts';

test('in a process that files share, properties draw the cases of the run’s seed, and samples too', () => {
  const drawn: string[] = [];
  fc.assert(fc.property(fc.string(), (text) => void drawn.push(text)));
  const again: string[] = [];
  fc.assert(
    fc.property(fc.string(), (text) => void again.push(text)),
    { seed },
  );
  expect(drawn).toEqual(again);
  const sample = fc.sample(fc.nat(), 5);
  expect(sample).toEqual(fc.sample(fc.nat(), { seed, numRuns: 5 }));
  console.log(`seed ${seed}, shared process: ${sample.join(' ')}`);
});
