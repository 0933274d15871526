import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Millis, toInstant } from '../../../domain/time/instant.ts';
import { due, eventEnd, type Mode, modeAt, type SeasonCalendar } from '../../../domain/time/season.ts';

const minute = 60_000;
const start = Date.parse('2026-11-27T00:00:00.000Z');
const wait = { normal: '60 minutes', event: '15 minutes', dday: '10 minutes' } as const;
const lengths: Record<Mode, number> = { normal: 60, event: 15, dday: 10 };

/** Intervals given in minutes after `start`. */
const calendar = (...intervals: [number, number, Mode][]): SeasonCalendar =>
  intervals.map(([from, to, mode]) => ({
    from: toInstant(start + from * minute),
    to: toInstant(start + to * minute),
    mode,
  }));

/** When a wait from minute 0 is over, in minutes. */
const over = (season: SeasonCalendar): number => (due(start, wait, season) - start) / minute;

test.for<[string, SeasonCalendar, number]>([
  ['no season', [], 60],
  ['an event all along', calendar([-100, 1000, 'event']), 15],
  ['its day itself', calendar([-100, 1000, 'dday']), 10],
  ['an event that begins after the wait', calendar([61, 1000, 'event']), 60],
  ['an event that begins exactly at the end', calendar([60, 1000, 'event']), 60],
  [
    'R18 an event that begins during the wait, when its shorter wait is already over',
    calendar([30, 1000, 'event']),
    30,
  ],
  ['R18 an event that begins early in the wait', calendar([5, 1000, 'event']), 15],
  ['an event that ends before its wait is over', calendar([-100, 10, 'event']), 60],
  ['an event that ends exactly when its wait is over', calendar([-100, 15, 'event']), 60],
  ['an event, then its day', calendar([-100, 12, 'event'], [12, 1000, 'dday']), 12],
  ['two events with a gap', calendar([0, 5, 'event'], [20, 30, 'event']), 20],
])('%s', ([, season, minutes]) => {
  expect(over(season)).toBe(minutes);
});

test('a wait that is the same in every mode ignores the season', () => {
  expect(due(start, '1 day', calendar([0, 1000, 'dday']))).toBe(start + 1440 * minute);
});

test('the mode in force changes at the beginning of an interval, and back at its end', () => {
  const season = calendar([10, 20, 'event'], [20, 30, 'dday']);
  const modes = [9, 10, 19, 20, 29, 30].map((at) => modeAt(start + at * minute, season));
  expect(modes).toEqual(['normal', 'event', 'event', 'dday', 'dday', 'normal']);
});

test('due is the earliest minute whose own mode says that the wait is over', () => {
  const intervals = fc
    .array(
      fc.record({
        gap: fc.nat(40),
        length: fc.integer({ min: 1, max: 40 }),
        mode: fc.constantFrom<Mode[]>('event', 'dday'),
      }),
      { maxLength: 5 },
    )
    .map((parts) => {
      let cursor = -30;
      return parts.map(({ gap, length, mode }): [number, number, Mode] => {
        const from = cursor + gap;
        cursor = from + length;
        return [from, cursor, mode];
      });
    });
  fc.assert(
    fc.property(intervals, (parts) => {
      const season = calendar(...parts);
      const modeOf = (at: number): Mode => parts.find(([from, to]) => from <= at && at < to)?.[2] ?? 'normal';
      let expected = 0;
      while (expected < lengths[modeOf(expected)]) expected += 1;
      expect(over(season)).toBe(expected);
    }),
  );
});

test('a wait is never over before it began', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), (offset) => {
      const from: Millis = start + offset * minute;
      expect(due(from, wait, calendar([0, 50, 'event'], [60, 90, 'dday']))).toBeGreaterThanOrEqual(from + 10 * minute);
    }),
  );
});

test('R119 an event ends with the last of its days that follow each other, its great day included', () => {
  const season = calendar([0, 10, 'event'], [10, 20, 'dday'], [20, 30, 'event'], [40, 50, 'event']);
  const ends = (at: number) => eventEnd(season, start + at * minute);
  expect([0, 15, 29].map(ends)).toEqual([30, 30, 30].map((end) => start + end * minute));
  expect(ends(45)).toBe(start + 50 * minute);
  expect([-1, 30, 39, 50].map(ends)).toEqual([undefined, undefined, undefined, undefined]);
});
