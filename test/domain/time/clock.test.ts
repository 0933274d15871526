import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { realTime, storeTime, systemClock } from '../../../domain/time/clock.ts';

const real = '2026-11-23T09:00:00.000Z';
const demo = '2026-01-01T00:00:00.000Z';
const clock = { real, demo, rate: 1440 };

test('without a demo clock the store lives in real time', () => {
  expect(storeTime(123)).toBe(123);
  expect(realTime(123)).toBe(123);
});

test('at a rate of 1440 a day lasts a minute', () => {
  expect(storeTime(Date.parse(real) + 60_000, clock)).toBe(Date.parse('2026-01-02T00:00:00.000Z'));
  expect(realTime(Date.parse('2026-01-03T00:00:00.000Z'), clock)).toBe(Date.parse(real) + 120_000);
});

test('real and store time translate into each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 100_000 }), (offset, rate) => {
      const at = Date.parse(real) + offset;
      expect(realTime(storeTime(at, { ...clock, rate }), { ...clock, rate })).toBeCloseTo(at, 1);
    }),
  );
});

test('the system clock shows the store’s time', () => {
  const before = storeTime(Date.now(), clock);
  const shown = systemClock(clock).now();
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(storeTime(Date.now(), clock));
});
