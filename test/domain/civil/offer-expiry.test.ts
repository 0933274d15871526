import { expect, test } from 'vitest';
import { dayEnd } from '../../../domain/civil/day-end.ts';
import { expiryOf } from '../../../domain/civil/offer-expiry.ts';
import { toInstant } from '../../../domain/time/instant.ts';

const at = (instant: string): number => Date.parse(instant);
const end = (made: string, zone: string, validity: Parameters<typeof expiryOf>[0]): string =>
  toInstant(expiryOf(validity, at(made), zone));

test.each([
  // The clocks of Paris go back in the night to 25 October 2026 and forward in that to 29 March 2026.
  ['an ordinary day', '2026-06-10T12:00:00Z', 'Europe/Paris', '2026-06-17T21:59:59.999Z'],
  ['over the night with an hour more', '2026-10-20T12:00:00Z', 'Europe/Paris', '2026-10-27T22:59:59.999Z'],
  ['to the end of the day with an hour more', '2026-10-18T12:00:00Z', 'Europe/Paris', '2026-10-25T22:59:59.999Z'],
  ['to the end of the day with an hour less', '2026-03-22T12:00:00Z', 'Europe/Paris', '2026-03-29T21:59:59.999Z'],
  ['late in the evening', '2026-06-10T21:59:59Z', 'Europe/Paris', '2026-06-17T21:59:59.999Z'],
  ['a second after midnight', '2026-06-10T22:00:01Z', 'Europe/Paris', '2026-06-18T21:59:59.999Z'],
  ['west of the date line', '2026-06-10T12:00:00Z', 'Pacific/Honolulu', '2026-06-18T09:59:59.999Z'],
])('Q13 a code holds to the end of the civil day, never shorter than promised: %s', (_what, made, zone, expected) => {
  expect(end(made, zone, { for: '7 days', ends: 'day' })).toBe(expected);
  expect(at(expected) - at(made)).toBeGreaterThanOrEqual(7 * 86_400_000);
});

test('the hour that a clock skips does not shorten a day to before its promise', () => {
  // Around the nights in which these zones change their clocks, by Lord Howe's half hours too.
  const months = ['2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', '2026-09-01T00:00:00Z', '2026-10-20T00:00:00Z'];
  const moments = months.flatMap((from) => Array.from({ length: 190 }, (_, step) => at(from) + step * 3.5 * 3_600_000));
  for (const made of moments) {
    for (const zone of ['Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'America/Santiago']) {
      const until = expiryOf({ for: '48 hours', ends: 'day' }, made, zone);
      expect(until).toBeGreaterThanOrEqual(made + 48 * 3_600_000);
      expect(dayEnd(until, zone)).toBe(until);
      expect(dayEnd(until + 1, zone)).toBeGreaterThan(until);
    }
  }
});

test('an offer of hours ends exactly', () => {
  expect(end('2026-06-10T12:00:00Z', 'Europe/Paris', { for: '3 hours', ends: 'exactly' })).toBe(
    '2026-06-10T15:00:00.000Z',
  );
});
