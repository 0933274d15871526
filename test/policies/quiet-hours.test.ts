import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { quietHours } from '../../api/policies/quiet-hours.ts';
import { defaultQuietHours, onDays, type SendingHours, weekdays } from '../../domain/policy/quiet-hours.ts';

const french: SendingHours = {
  channel: 'sms',
  purpose: 'marketing',
  countries: ['FR'],
  week: onDays(weekdays, { from: '08:00', to: '21:30' }),
  publicHolidays: 'quiet',
};
const complaints = (...sending: readonly unknown[]): readonly string[] => {
  const { error } = quietHours.safeParse({ sending, spread: defaultQuietHours.spread });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

const charter = 'sending.0.week: marketing by SMS in France must stay between 08:00 and 21:30 (the operators’ charter)';
const wide = onDays(['monday'], { from: '08:00', to: '21:31' });
const { countries: _countries, ...everywhere } = french;

test.each([
  ['as wide as the charter', french, []],
  ['a minute more', { ...french, week: wide }, [charter]],
  ['earlier', { ...french, week: onDays(['monday'], { from: '07:59', to: '20:00' }) }, [charter]],
  ['on a public holiday', { ...french, publicHolidays: { from: '08:00', to: '22:00' } }, [charter]],
  ['by hours that are everywhere’s', { ...everywhere, week: wide }, [charter]],
  ['elsewhere', { ...french, countries: ['GB'], week: wide }, []],
  ['not marketing', { ...french, purpose: 'transactional', week: wide }, []],
])('marketing by SMS in France: %s', (_what, entry, expected) => {
  expect(complaints(entry)).toEqual(expected);
});

test('hours that are everywhere’s may be wide where France has its own', () => {
  expect(complaints({ ...everywhere, week: wide }, french)).toEqual([]);
});

test.each([
  ['hours over midnight', { ...french, week: { monday: { from: '20:00', to: '08:00' } } }, 'sending.0.week.monday.to'],
  ['no time of day', { ...french, week: { monday: { from: '8', to: '20:00' } } }, 'sending.0.week.monday.from'],
  ['no country', { ...french, countries: ['ZZ'] }, 'sending.0.countries.0'],
])('%s names its field', (_what, entry, field) => {
  expect(complaints(entry).map((line) => line.split(':')[0])).toEqual([field]);
});

test('a country has its hours once', () => {
  expect(complaints(french, { ...french, countries: ['BE', 'FR'] })).toEqual([
    'sending.1.countries: FR has hours for marketing sms already',
  ]);
});

test('the example in docs/quiet-hours.md can be saved', () => {
  const page = readFileSync(new URL('../../docs/quiet-hours.md', import.meta.url), 'utf8');
  const example = /```json\n(.*?)```/su.exec(page)![1]!;
  expect(quietHours.parse(JSON.parse(example))).toMatchObject({ spread: '45 minutes' });
});
