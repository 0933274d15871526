import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate, dateIn, isYearlyDay, morningOf, nextYearly } from '../../domain/civil/yearly.ts';

const at = (text: string): number => Date.parse(text);

test.for([
  ['05-14', true],
  ['02-29', true],
  ['02-30', false],
  ['13-01', false],
  ['00-10', false],
  ['5-14', false],
  ['1990-05-14', false],
] as const)('R54 %s is a day that some year has: %s', ([text, is]) => {
  expect(isYearlyDay(text)).toBe(is);
});

test('R54 who was born on 29 February is wished well on the 28th in years without it', () => {
  expect([2024, 2026, 2028, 2100].map((year) => dateIn(year, '02-29'))).toEqual([
    '2024-02-29',
    '2026-02-28',
    '2028-02-29',
    '2100-02-28',
  ]);
  const told = { now: at('2026-02-28T12:00:00Z'), zone: 'Europe/Paris' };
  expect(nextYearly('02-29', told)).toBe('2026-02-28');
  expect(nextYearly('02-29', { ...told, told: '2026-02-28' })).toBe('2027-02-28');
  expect(nextYearly('02-29', { now: at('2027-12-31T00:00:00Z'), zone: 'Europe/Paris' })).toBe('2028-02-29');
});

test.for([
  // The same instant is the old year in Honolulu, and the new one in Auckland.
  ['Pacific/Honolulu', '12-31', '2026-12-31'],
  ['Pacific/Auckland', '12-31', '2027-12-31'],
  ['Pacific/Honolulu', '01-01', '2027-01-01'],
  ['Pacific/Auckland', '01-01', '2027-01-01'],
] as const)('R54 at the year’s end the day is the one of %s: %s comes on %s', ([zone, day, date]) => {
  expect(nextYearly(day, { now: at('2026-12-31T18:00:00Z'), zone })).toBe(date);
});

test.for([
  ['Europe/Paris', '2026-05-14', '2026-05-14T07:00:00.000Z'],
  ['America/New_York', '2026-05-14', '2026-05-14T13:00:00.000Z'],
  ['Pacific/Auckland', '2026-05-14', '2026-05-13T21:00:00.000Z'],
  // The clocks change that night.
  ['Europe/Paris', '2026-03-29', '2026-03-29T07:00:00.000Z'],
  ['Europe/Paris', '2026-10-25', '2026-10-25T08:00:00.000Z'],
] as const)('R54 the morning of %s on %s is %s', ([zone, date, instant]) => {
  expect(new Date(morningOf(date, zone)).toISOString()).toBe(instant);
});

test('R54 what was told does not come again in the same year, whatever the hour and the zone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') }),
      fc.constantFrom('Europe/Paris', 'Pacific/Auckland', 'Pacific/Honolulu', 'America/New_York'),
      fc.constantFrom('01-01', '02-28', '02-29', '03-01', '12-31', '06-15'),
      (now, zone, day) => {
        const first = nextYearly(day, { now, zone });
        const second = nextYearly(day, { now, zone, told: first });
        expect(first >= civilDate(now, zone)).toBe(true);
        expect(Number(second.slice(0, 4)) - Number(first.slice(0, 4))).toBe(1);
      },
    ),
  );
});
