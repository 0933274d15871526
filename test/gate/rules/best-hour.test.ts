import { expect, test } from 'vitest';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { bestHour } from '../../../domain/rules/hours/best-hour.ts';
import type { Verdict } from '../../../domain/rules/rule.ts';
import { context, now } from './context.ts';
import { type Row, ruleTable } from './table.ts';

const hour = 3_600_000;
const evening = { bin: 9, by: 'customer' as const };

/** Asked at an instant about a message that is of use for a day, to somebody whose moment of a slot is its middle. */
const asked = (at: string, changes: Partial<RuleContext> = {}, useful = 24): Partial<RuleContext> => ({
  now: Date.parse(at),
  step: { ...context().step, expiresAt: Date.parse(at) + useful * hour },
  hour: evening,
  ...changes,
});
const later = (at: string): string => `best_hour ${(Date.parse(at) - now) / 60_000}m`;
const noHour: Partial<RuleContext> = {};

const rows: readonly Row[] = [
  ['the step asks for no hour', noHour, 'pass'],
  ['nothing is known of anybody', asked('2026-06-10T12:00+02:00', { hour: null }), 'pass'],
  ['at noon, for the evening', asked('2026-06-10T12:00+02:00'), later('2026-06-10T19:00+02:00')],
  ['within the hours', asked('2026-06-10T18:00+02:00'), 'pass'],
  ['at their last instant', asked('2026-06-10T19:59:59.999+02:00'), 'pass'],
  ['just after them: the next evening', asked('2026-06-10T20:00+02:00'), later('2026-06-11T19:00+02:00')],
  ['not of use until then: at once', asked('2026-06-10T12:00+02:00', {}, 3), 'pass'],
  [
    'hours of the night: at once, and quiet hours say the rest',
    asked('2026-06-10T12:00+02:00', { hour: { bin: 1, by: 'customer' } }),
    'pass',
  ],
  ['hours that are quiet in part', asked('2026-06-10T23:30+02:00', { hour: { bin: 3, by: 'customer' } }), 'pass'],
  [
    'by the customer’s own clock',
    asked('2026-06-10T12:00+02:00', { recipient: { ...context().recipient, zone: 'America/Guadeloupe' } }),
    later('2026-06-10T19:00-04:00'),
  ],
  ['the night that the clocks change', asked('2026-03-28T21:00+01:00'), later('2026-03-29T19:00+02:00')],
];

ruleTable(bestHour, rows);

const says = (changes: Partial<RuleContext>): string => {
  const verdict = JSON.parse(JSON.stringify(bestHour.judge(context(changes)))) as Verdict;
  return bestHour.sentence(verdict, { instant: (instant) => instant });
};

test('what it says of each', () => {
  expect(says(noHour)).toBe('The journey asks for no hour.');
  expect(says(asked('2026-06-10T12:00+02:00'))).toBe(
    'It waits for the customer’s best hours: 18:00 to 20:00, when they act most.',
  );
  expect(says(asked('2026-06-10T12:00+02:00', { hour: { bin: 9, by: 'chance' } }, 3))).toBe(
    'The best hours are 18:00 to 20:00, drawn by chance, to learn whether other hours do better; it would be of no use by then, so it goes at once.',
  );
});
