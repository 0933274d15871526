import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CivilUnit, civilWindow } from '../../../domain/civil/window.ts';
import { toInstant } from '../../../domain/time/instant.ts';

const hour = 3_600_000;
const of = (unit: CivilUnit, at: string, zone = 'Europe/Paris') => {
  const { from, to } = civilWindow(unit, Date.parse(at), zone);
  return [toInstant(from), toInstant(to), (to - from) / hour];
};

test('a civil day has 23 hours when the clocks go forward and 25 when they go back', () => {
  expect(of('day', '2026-03-29T12:00:00Z')).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 23]);
  expect(of('day', '2026-10-25T12:00:00Z')).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 25]);
  expect(of('day', '2026-06-10T12:00:00Z')).toEqual(['2026-06-09T22:00:00.000Z', '2026-06-10T22:00:00.000Z', 24]);
});

test('a day that has no midnight begins when its first hour does', () => {
  expect(of('day', '2026-04-24T12:00:00Z', 'Africa/Cairo')).toEqual([
    '2026-04-23T22:00:00.000Z',
    '2026-04-24T21:00:00.000Z',
    23,
  ]);
});

test('a week begins on Monday, a month on its first', () => {
  expect(of('week', '2026-06-14T21:59:59Z').slice(0, 2)).toEqual([
    '2026-06-07T22:00:00.000Z',
    '2026-06-14T22:00:00.000Z',
  ]);
  expect(of('week', '2026-10-24T12:00:00Z')[2]).toBe(7 * 24 + 1);
  expect(of('month', '2028-02-10T12:00:00Z')[2]).toBe(29 * 24);
  expect(of('month', '2026-03-10T12:00:00Z')[2]).toBe(31 * 24 - 1);
});

test('an unknown zone is told as such', () => {
  expect(() => civilWindow('day', 0, 'Mars/Olympus')).toThrow(RangeError);
});

test('windows of a unit cover all of time without a gap, wherever one looks first', () => {
  const zones = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Cairo', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom<CivilUnit>('day', 'week', 'month'),
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
      (unit, zone, at) => {
        const window = civilWindow(unit, at, zone);
        expect(window.from <= at && at < window.to).toBe(true);
        expect(civilWindow(unit, window.to, zone).from).toBe(window.to);
        expect(civilWindow(unit, window.from - 1, zone).to).toBe(window.from);
      },
    ),
    { numRuns: 500 },
  );
});
