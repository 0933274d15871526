import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { campaignBody } from '../../api/season/campaign-body.ts';
import { sampleCampaign } from '../../cli/simulator/sample-campaign.ts';
import { civilDaysFrom, civilInstant, momentsOf, preparationDays } from '../../domain/civil/campaign-moments.ts';
import { civilTime } from '../../domain/civil/day.ts';
import { momentFor } from '../../domain/season/moments.ts';
import { pathOf } from '../../domain/season/paths.ts';
import { toInstant, toMillis } from '../../domain/time/instant.ts';
import { dayWords, hourWords, momentWords } from '../../activities/templates/season/dates.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 5, 10, 12);

/** An hour of the day at which nobody's clocks are moved. */
const civil = fc
  .record({ day: fc.integer({ min: 0, max: 1_500 }), clock: fc.integer({ min: 6, max: 22 }) })
  .map(
    ({ day: days, clock }) =>
      `${toInstant(Date.UTC(2025, 0, 1) + days * day).slice(0, 10)}T${String(clock).padStart(2, '0')}:00`,
  );
const zone = fc.constantFrom(
  'Europe/Paris',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Pacific/Honolulu',
);
const customer = fc.uuid();

test('R69 the launch is at its civil hour in any zone, on both sides of a change of clocks, and nobody hears before', () => {
  fc.assert(
    fc.property(civil, zone, customer, (opens, name, who) => {
      const ends = `${toInstant(Date.parse(`${opens.slice(0, 10)}T00:00:00Z`) + 28 * day).slice(0, 10)}T23:00`;
      const { launch, countdown, eve } = momentsOf(
        { ...sampleCampaign, opens, second: undefined, third: undefined, ends, hours: [], spread: '1 hour' },
        name,
      );
      const shown = civilTime(toMillis(launch!.from), name);
      expect(toInstant(shown.day + shown.clock).slice(0, 16)).toBe(opens);
      const due = momentFor(launch!, who);
      expect(due).toBeGreaterThanOrEqual(toMillis(launch!.from));
      expect(due).toBeLessThan(toMillis(launch!.from) + hour);
      // So many days before are mornings, not multiples of 24 hours.
      for (const moment of [countdown!, eve!]) expect(civilTime(toMillis(moment.from), name).clock).toBe(10 * hour);
      expect(toMillis(eve!.until)).toBe(toMillis(launch!.from));
    }),
  );
});

test('R74 the messages of one moment are spread over its time: no minute of the hour is a burst, and none is outside', () => {
  const from = Date.UTC(2026, 5, 24, 6);
  const launch = { from: toInstant(from), until: toInstant(from + 36 * hour), spread: hour };
  const minutes = Array.from({ length: 60 }, () => 0);
  const customers = 30_000;
  for (let index = 0; index < customers; index++) {
    const minute = Math.floor((momentFor(launch, `customer-${index}`) - from) / 60_000);
    expect(minute).toBeGreaterThanOrEqual(0);
    minutes[minute]! += 1;
  }
  expect(minutes).toHaveLength(60);
  // Of 500 a minute: five standard deviations.
  expect(Math.max(...minutes)).toBeLessThan(500 + 5 * Math.sqrt(500));
  expect(Math.min(...minutes)).toBeGreaterThan(500 - 5 * Math.sqrt(500));
});

test.for([
  ['2025-06-25T08:00', 'Europe/Paris', '2025-06-25T06:00:00.000Z'],
  ['2026-01-07T08:00', 'Europe/Paris', '2026-01-07T07:00:00.000Z'],
  // In the night of the change the clocks go from 02:00 to 03:00.
  ['2026-03-29T08:00', 'Europe/Paris', '2026-03-29T06:00:00.000Z'],
  ['2026-03-29T02:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
  ['2026-06-24T08:00', 'Indian/Reunion', '2026-06-24T04:00:00.000Z'],
] as const)('R69 %s in %s is %s', ([opens, name, at]) => {
  expect(toInstant(civilInstant(opens, name))).toBe(at);
});

test('R67 thirty civil days before the launch, also where the clocks change between', () => {
  expect(toInstant(civilDaysFrom('2026-04-08T08:00', preparationDays, 'Europe/Paris'))).toBe(
    '2026-03-09T07:00:00.000Z',
  );
  expect(toInstant(civilDaysFrom('2026-04-08T08:00', 0, 'Europe/Paris'))).toBe('2026-04-08T06:00:00.000Z');
});

test('R68 four dates make the rhythm; without markdowns there are none', () => {
  const all = momentsOf(sampleCampaign, 'Europe/Paris');
  expect(Object.keys(all)).toEqual([
    'teaser',
    'countdown',
    'soon',
    'early',
    'eve',
    'launch',
    'second',
    'third',
    'last',
    'hour1',
    'hour2',
  ]);
  expect(all.second!.until <= all.third!.from).toBe(true);
  const short = momentsOf({ ...sampleCampaign, second: undefined, third: undefined, hours: [] }, 'Europe/Paris');
  expect(Object.keys(short)).not.toContain('second');
});

test('a moment is moved to another day and hour, or taken out', () => {
  const moments = { teaser: { days: -14, at: '18:30' }, soon: null };
  const { teaser, soon } = momentsOf({ ...sampleCampaign, moments }, 'Europe/Paris');
  expect(teaser?.from).toBe('2026-12-09T17:30:00.000Z');
  expect(soon).toBeUndefined();
});

test.for<[string, Parameters<typeof pathOf>[0], string]>([
  ['a VIP', { segments: ['vip'], contacts: {}, knownSince: 0 }, 'vip'],
  ['a VIP who has not bought for long', { segments: ['vip', 'dormant'], contacts: {}, knownSince: 0 }, 'lost'],
  ['who bought more than once', { segments: ['recurring'], contacts: {}, knownSince: 0 }, 'loyal'],
  [
    'who bought once, and filled a cart last week',
    { segments: ['first-time'], contacts: { cart: now - 7 * day }, knownSince: 0 },
    'interested',
  ],
  ['a cart of 31 days ago', { segments: ['prospect'], contacts: { cart: now - 31 * day }, knownSince: 0 }, 'others'],
  ['who signed up last month', { segments: ['prospect'], contacts: {}, knownSince: now - 40 * day }, 'others'],
  [
    'who has done nothing for long',
    { segments: ['prospect'], contacts: { consent: now - 200 * day }, knownSince: 0 },
    'quiet',
  ],
  [
    'a buyer of long ago',
    { segments: ['first-time', 'dormant'], contacts: { purchase: now - 300 * day }, knownSince: 0 },
    'quiet',
  ],
  [
    'a buyer of long ago who looks again',
    { segments: ['recurring', 'dormant'], contacts: { click: now - day }, knownSince: 0 },
    'interested',
  ],
])('R71 R188 %s', ([, facts, path]) => {
  expect(pathOf(facts, now)).toBe(path);
});

const body = campaignBody('Europe/Paris');
const { second: _second, third: _third, hours: _hours, ...plain } = sampleCampaign;

test('R68 R130 a campaign needs little: dates and a name; the rest has its defaults', () => {
  const { label, opens, ends } = sampleCampaign;
  expect(body.parse({ label, opens, ends })).toMatchObject({ hours: [], moments: {}, spread: '1 hour' });
});

test.for<[string, object, string]>([
  ['an hour that clocks skip', { opens: '2026-03-29T02:30' }, 'opens'],
  ['an instant instead of a civil time', { opens: '2026-12-23T08:00:00Z' }, 'opens'],
  ['no end', { ends: undefined }, 'ends'],
  ['an end before the beginning', { ends: '2026-12-01T08:00' }, 'ends'],
  ['sales that never end', { ends: '2027-12-01T08:00' }, 'ends'],
  ['a third markdown without a second', { third: '2027-01-06T08:00' }, 'second'],
  ['markdowns in the wrong order', { second: '2027-01-06T08:00', third: '2027-01-05T08:00' }, 'third'],
  ['a moment of another name', { moments: { noon: { days: 1 } } }, 'moments'],
  [
    'an hourly offer before the last day',
    { hours: [{ ...sampleCampaign.hours[0], from: '2027-01-02T10:00' }] },
    'hours.0.from',
  ],
  [
    'an hourly offer after the end',
    { hours: [{ ...sampleCampaign.hours[0], until: '2027-01-13T10:00' }] },
    'hours.0.until',
  ],
  ['two hourly offers at a time', { hours: [sampleCampaign.hours[0], sampleCampaign.hours[0]] }, 'hours.1.from'],
  ['no audience', { paths: [] }, 'paths'],
  ['a spread of a day', { spread: '24 hours' }, 'spread'],
])('R130 %s is refused by name', ([, changes, field]) => {
  const read = body.safeParse({ ...plain, paths: [...sampleCampaign.paths], ...changes });
  expect(read.error?.issues.map(({ path }) => path.join('.'))).toContain(field);
});

test('dates are written so that they stay true whenever a letter is opened', () => {
  const at = '2026-06-24T06:00:00.000Z';
  expect(momentWords(at, 'fr', 'Europe/Paris')).toBe('mercredi 24 juin à 8\u00a0h');
  expect(momentWords(at, 'en', 'Europe/Paris')).toBe('Wednesday 24 June at 08:00');
  expect(momentWords(at, 'en')).toBe('Wednesday 24 June at 06:00 UTC');
  expect(hourWords('2026-07-21T21:59:00.000Z', 'fr', 'Europe/Paris')).toBe('23\u00a0h\u00a059');
  expect(dayWords('2026-12-31T23:30:00.000Z', 'fr', 'Europe/Paris')).toBe('vendredi 1er janvier');
});
