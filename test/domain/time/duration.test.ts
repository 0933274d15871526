import { expect, test } from 'vitest';
import { type Duration, durationMillis } from '../../../domain/time/duration.ts';

test.for<[Duration, number]>([
  ['10 minutes', 600_000],
  ['1 hour', 3_600_000],
  ['1 day', 86_400_000],
  ['7 days', 604_800_000],
  ['250ms', 250],
])('%s', ([duration, millis]) => {
  expect(durationMillis(duration)).toBe(millis);
});

test('what cannot be read says how to write it', () => {
  expect(() => durationMillis('soon' as Duration)).toThrow(
    `"soon" is not a duration; write for example '15 minutes' or '7 days'`,
  );
});
