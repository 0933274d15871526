import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { onDays, type SendingHours, weekdays } from '../../../domain/policy/quiet-hours.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { quietHours } from '../../../domain/rules/hours/quiet-hours.ts';
import type { Verdict } from '../../../domain/rules/rule.ts';
import { fractionOf } from '../../../domain/split.ts';
import { context, now } from './context.ts';
import { type Row, ruleTable } from './table.ts';

const day = 24 * 3_600_000;

type Where = Partial<RuleContext['recipient']>;

/** A message asked about at `at`, of use for ten days, to somebody who comes half an hour after an opening. */
const asked = (at: string, step: Partial<RuleContext['step']> = {}, recipient: Where = {}): Partial<RuleContext> => ({
  now: Date.parse(at),
  step: { ...context().step, expiresAt: Date.parse(at) + 10 * day, ...step },
  recipient: { ...context().recipient, ...recipient },
});
const sms = (at: string, recipient: Where = {}) => asked(at, { channel: 'sms' }, recipient);

const later = (at: string): string => `quiet_hours ${(Date.parse(at) - now) / 60_000}m`;

/** The hours of a store's own policy, and nothing else. */
const ownHours = (...sending: readonly SendingHours[]): Partial<RuleContext> => ({
  policy: { ...defaultPolicy, quietHours: { sending, spread: '60 minutes' } },
});

const reunion: Where = { zone: 'Indian/Reunion', zoneFrom: 'region', region: 'RE' };
const alsace: Where = { region: '67' };

const france: readonly Row[] = [
  ['R55 a text message in the afternoon', sms('2026-06-10T14:00+02:00'), 'pass'],
  ['R193 at the first instant', sms('2026-06-10T08:00+02:00'), 'pass'],
  ['R193 just before it', sms('2026-06-10T07:59:59.999+02:00'), later('2026-06-10T08:30+02:00')],
  ['R193 at the last instant', sms('2026-06-10T19:59:59.999+02:00'), 'pass'],
  ['R193 just after it', sms('2026-06-10T20:00+02:00'), later('2026-06-11T08:30+02:00')],
  ['R193 due 21:30', sms('2026-06-10T21:30+02:00'), later('2026-06-11T08:30+02:00')],
  ['R193 due 21:30 on a Saturday', sms('2026-06-13T21:30+02:00'), later('2026-06-15T08:30+02:00')],
  ['R193 on a Sunday', sms('2026-06-14T14:00+02:00'), later('2026-06-15T08:30+02:00')],
  ['R193 the eve of 14 July', sms('2026-07-13T21:30+02:00'), later('2026-07-15T08:30+02:00')],
  [
    'Q19 New Year’s Eve, before a holiday and a week-end',
    sms('2026-12-31T21:30+01:00'),
    later('2027-01-02T08:30+01:00'),
  ],
  ['Q19 29 February, a Thursday', sms('2024-02-28T21:30+01:00'), later('2024-02-29T08:30+01:00')],
  ['Q19 the night after 29 February', sms('2028-02-29T20:00+01:00'), later('2028-03-01T08:30+01:00')],
  ['26 December in Alsace', sms('2026-12-24T21:30+01:00', alsace), later('2026-12-28T08:30+01:00')],
  ['26 December elsewhere', sms('2026-12-24T21:30+01:00'), later('2026-12-26T08:30+01:00')],
  ['Good Friday in Moselle', sms('2026-04-03T14:00+02:00', { region: '57' }), later('2026-04-04T08:30+02:00')],
  ['Good Friday elsewhere', sms('2026-04-03T14:00+02:00'), 'pass'],
  [
    'abolition in Guadeloupe, by its own clock',
    sms('2026-05-27T14:00-04:00', { zone: 'America/Guadeloupe', region: 'GP' }),
    later('2026-05-28T08:30-04:00'),
  ],
  ['abolition in Réunion', sms('2027-12-20T14:00+04:00', reunion), later('2027-12-21T08:30+04:00')],
  [
    'an evening in Réunion while it is afternoon in Paris',
    sms('2026-06-10T18:30+02:00', reunion),
    later('2026-06-11T08:30+04:00'),
  ],
  ['R55 an e-mail on a Sunday', asked('2026-06-14T14:00+02:00'), 'pass'],
  ['an e-mail on 14 July', asked('2026-07-14T14:00+02:00'), 'pass'],
  ['an e-mail at 22:00', asked('2026-06-10T22:00+02:00'), later('2026-06-11T07:30+02:00')],
  ['an e-mail at 3', asked('2026-06-10T03:00+02:00'), later('2026-06-10T07:30+02:00')],
  ['a transactional one at 3', asked('2026-06-10T03:00+02:00', { purpose: 'transactional' }), 'pass'],
];

const abroad: readonly Row[] = [
  [
    'a text message on a Sunday evening in Britain',
    sms('2026-06-14T20:59+01:00', { zone: 'Europe/London', country: 'GB' }),
    'pass',
  ],
  [
    'and an hour later',
    sms('2026-06-14T21:59+01:00', { zone: 'Europe/London', country: 'GB' }),
    later('2026-06-15T08:30+01:00'),
  ],
  [
    'a holiday of a country that nothing is said about',
    sms('2026-07-21T14:00+02:00', { zone: 'Europe/Brussels', country: 'BE' }),
    later('2026-07-22T08:30+02:00'),
  ],
  ['nothing tells the country', sms('2026-07-14T14:00Z', { zone: 'UTC', country: null }), 'pass'],
  ['Q19 14 hours ahead', asked('2026-06-10T12:00Z', {}, { zone: 'Pacific/Kiritimati' }), later('2026-06-10T17:30Z')],
  ['Q19 12 hours behind', asked('2026-06-10T12:00Z', {}, { zone: 'Etc/GMT+12' }), later('2026-06-10T19:30Z')],
  [
    'Q19 three quarters of an hour',
    asked('2026-06-10T01:00Z', {}, { zone: 'Asia/Kathmandu' }),
    later('2026-06-10T01:45Z'),
  ],
];

/** Hours around the time at which the clocks of Europe move. */
const atNight = (from: string, to: string) =>
  ownHours({
    channel: 'email',
    purpose: 'marketing',
    week: onDays(weekdays, { from, to }),
    publicHolidays: 'like the weekday',
  });
const atOnce: Where = { spread: 0 };

const clocks: readonly Row[] = [
  ['Q19 the night that loses an hour', asked('2026-03-29T00:30+01:00'), later('2026-03-29T07:30+02:00')],
  ['Q19 the night that gains an hour', asked('2026-10-25T00:30+02:00'), later('2026-10-25T07:30+01:00')],
  [
    'Q19 an opening in the hour that is skipped',
    { ...asked('2026-03-29T01:00+01:00', {}, atOnce), ...atNight('02:30', '05:00') },
    later('2026-03-29T03:00+02:00'),
  ],
  [
    'Q19 hours that are skipped whole',
    { ...asked('2026-03-29T01:00+01:00', {}, atOnce), ...atNight('02:10', '02:50') },
    later('2026-03-30T02:10+02:00'),
  ],
  [
    'Q19 hours that begin within the hour that comes twice',
    { ...asked('2026-10-25T01:00+02:00', {}, atOnce), ...atNight('02:30', '05:00') },
    later('2026-10-25T02:30+02:00'),
  ],
  [
    'Q19 the second time it is quiet again until then',
    { ...asked('2026-10-25T02:10+01:00', {}, atOnce), ...atNight('02:30', '05:00') },
    later('2026-10-25T02:30+01:00'),
  ],
  [
    'Q19 a spread that would reach into the hour between them',
    { ...asked('2026-10-25T01:00+02:00', {}, { spread: 0.999 }), ...atNight('02:30', '05:00') },
    later('2026-10-25T02:59:58.200+02:00'),
  ],
];

const ends: readonly Row[] = [
  [
    'useless soon after the opening: the earlier moment',
    asked('2026-06-10T05:00+02:00', { expiresAt: Date.parse('2026-06-10T07:10+02:00') }),
    later('2026-06-10T07:05+02:00'),
  ],
  [
    'useless at the opening',
    asked('2026-06-10T05:00+02:00', { expiresAt: Date.parse('2026-06-10T07:00+02:00') }),
    later('2026-06-10T07:00+02:00'),
  ],
  [
    'useless before it, which the gate makes the end of',
    asked('2026-06-10T05:00+02:00', { expiresAt: Date.parse('2026-06-10T06:59+02:00') }),
    later('2026-06-10T07:30+02:00'),
  ],
  [
    'hours shorter than the spread',
    { ...asked('2026-06-10T05:00+02:00'), ...atNight('06:00', '06:10') },
    later('2026-06-10T06:05+02:00'),
  ],
  [
    'a policy that never lets it out',
    {
      ...asked('2026-06-10T05:00+02:00'),
      ...ownHours({ channel: 'email', purpose: 'marketing', week: {}, publicHolidays: 'quiet' }),
    },
    'quiet_hours',
  ],
  [
    'a policy that forgot marketing',
    { ...asked('2026-06-10T05:00+02:00'), ...ownHours() },
    later('2026-06-10T07:30+02:00'),
  ],
  [
    'a policy with hours for transactional messages',
    {
      ...asked('2026-06-10T03:00+02:00', { purpose: 'transactional' }),
      ...ownHours({
        channel: 'email',
        purpose: 'transactional',
        week: onDays(weekdays, { from: '05:00', to: '24:00' }),
        publicHolidays: 'quiet',
      }),
    },
    later('2026-06-10T05:30+02:00'),
  ],
  [
    'a policy with shorter hours on public holidays',
    {
      ...asked('2026-07-14T08:30+02:00'),
      ...ownHours({
        channel: 'email',
        purpose: 'marketing',
        week: onDays(weekdays, { from: '07:00', to: '22:00' }),
        publicHolidays: { from: '10:00', to: '12:00' },
      }),
    },
    later('2026-07-14T10:30+02:00'),
  ],
];

ruleTable(quietHours, [...france, ...abroad, ...clocks, ...ends]);

const sentence = (changes: Partial<RuleContext>): string => {
  const verdict = JSON.parse(JSON.stringify(quietHours.judge(context(changes)))) as Verdict;
  return quietHours.sentence(verdict as never, { instant: (instant) => instant });
};

test('the sentence names the hour by the recipient’s own clock, and why it is that clock', () => {
  expect(sentence(sms('2026-06-10T18:30+02:00', reunion))).toBe(
    'It was 20:30 on Wednesday where the customer lives (Indian/Reunion, by the region of their address): ' +
      'messages like this go from 08:00 to 20:00 there, so it waits until Thursday 08:30.',
  );
  expect(sentence(sms('2026-07-14T14:00+02:00'))).toBe(
    'It was 14:00 on Tuesday, a public holiday, where the customer lives (Europe/Paris, the shop’s time, as nothing ' +
      'tells theirs): nothing like this goes that day, so it waits until Wednesday 08:30.',
  );
});

test('Q18 of 100,000 messages held in one night none leaves before the opening, and no minute of the hour is a burst', () => {
  const minutes = Array.from({ length: 60 }, () => 0);
  const opening = Date.parse('2026-06-11T08:00+02:00');
  const people = 100_000;
  for (let i = 0; i < people; i++) {
    const at = new Date(Date.parse('2026-06-10T20:00+02:00') + (i % 720) * 60_000).toISOString();
    const verdict = quietHours.judge(context(sms(at, { spread: fractionOf(`spread/${i}`) })));
    if (verdict.says !== 'later') throw new Error(`${at} is ${verdict.says}`);
    minutes[Math.floor((verdict.at - opening) / 60_000)]! += 1;
  }
  expect(minutes.length).toBe(60);
  expect(minutes.reduce((sum, count) => sum + count, 0)).toBe(people);
  // Six standard deviations around 1,667 a minute.
  for (const count of minutes) expect(Math.abs(count - people / 60)).toBeLessThan(245);
});
