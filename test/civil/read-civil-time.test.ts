import { expect, test } from 'vitest';
import { readCivilTime } from '../../domain/civil/read-civil-time.ts';

const paris = 'Europe/Paris';

test.each([
  ['2026-11-27T20:00', paris, '2026-11-27T19:00:00.000Z'],
  ['2026-06-10T00:00', paris, '2026-06-09T22:00:00.000Z'],
  ['2026-06-10T23:59:00', 'Pacific/Auckland', '2026-06-10T11:59:00.000Z'],
  // Shown twice in the night that the clocks go back: the first of them.
  ['2026-10-25T02:30', paris, '2026-10-25T00:30:00.000Z'],
])('%s in %s is %s', (text, zone, instant) => {
  expect(new Date(readCivilTime(text, zone)!).toISOString()).toBe(instant);
});

test.each(['2026-03-29T02:30', '2026-02-30T12:00', '2026-11-27T24:00', '2026-11-27', 'tomorrow', ''])(
  '%s in Paris is no time that a clock shows',
  (text) => expect(readCivilTime(text, paris)).toBeUndefined(),
);
