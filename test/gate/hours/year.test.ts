import { expect, test } from 'vitest';
import { seededRandom } from '../../../domain/random.ts';
import { quietHours } from '../../../domain/rules/hours/quiet-hours.ts';
import { context } from '../rules/context.ts';
import { seed } from '../../stack/seed.ts';
import { isDecent, type Send } from './judge.ts';

const hour = 3_600_000;

/** Each with clocks or holidays of its own; zones from 12 hours behind to 14 ahead, moving in both hemispheres or never. */
const people: readonly (readonly [country: string, region: string | null, zone: string])[] = [
  ['FR', null, 'Europe/Paris'],
  ['FR', '57', 'Europe/Paris'],
  ['FR', '67', 'Europe/Paris'],
  ['FR', '68', 'Europe/Paris'],
  ['FR', 'GP', 'America/Guadeloupe'],
  ['FR', 'MQ', 'America/Martinique'],
  ['FR', 'GF', 'America/Cayenne'],
  ['FR', 'RE', 'Indian/Reunion'],
  ['FR', 'YT', 'Indian/Mayotte'],
  ['FR', 'MF', 'America/Marigot'],
  ['FR', 'BL', 'America/St_Barthelemy'],
  ['FR', null, 'America/New_York'],
  ['FR', null, 'Australia/Sydney'],
  ['GB', null, 'Europe/London'],
  ['US', 'CA', 'America/Los_Angeles'],
  ['US', null, 'America/New_York'],
  ['US', 'HI', 'Pacific/Honolulu'],
  ['US', null, 'Pacific/Pago_Pago'],
  // Holidays are the judge's for France alone: these get e-mail only.
  ['KI', null, 'Pacific/Kiritimati'],
  ['NZ', null, 'Pacific/Chatham'],
  ['AU', null, 'Australia/Lord_Howe'],
  ['NP', null, 'Asia/Kathmandu'],
  ['IN', null, 'Asia/Kolkata'],
  ['MA', null, 'Africa/Casablanca'],
  ['CL', null, 'America/Santiago'],
  ['CU', null, 'America/Havana'],
  ['LB', null, 'Asia/Beirut'],
  ['EG', null, 'Africa/Cairo'],
  ['CA', null, 'America/St_Johns'],
  ['UM', null, 'Etc/GMT+12'],
  ['TO', null, 'Pacific/Tongatapu'],
  ['PT', '20', 'Atlantic/Azores'],
];
const smsCountries = new Set(['FR', 'GB', 'US']);
const base = context();

test('trap 6: 1,000,000 sends over a year of zones, both changes of the clocks included, channels and countries: 0 outside decent hours, none held in vain', () => {
  const random = seededRandom(seed);
  const counts = { now: 0, later: 0, outside: 0, heldInVain: 0, tooLate: 0, askedAgain: 0 };
  let example: Send | undefined;
  for (let i = 0; i < 1_000_000; i++) {
    const [country, region, zone] = people[Math.floor(random() * people.length)]!;
    const channel = smsCountries.has(country) && random() < 0.7 ? ('sms' as const) : ('email' as const);
    const now = Date.UTC(2026, 0, 1) + Math.floor(random() * 364 * 24 * hour);
    const asked: Send = { at: now, zone, country, region, channel };
    const recipient = { zone, zoneFrom: 'country' as const, country, region, spread: random() };
    const step = { ...base.step, channel, expiresAt: now + 30 * 24 * hour };
    const verdict = quietHours.judge({ ...base, now, step, recipient });
    if (verdict.says === 'pass') {
      counts.now += 1;
      if (!isDecent(asked)) counts.outside += 1;
      continue;
    }
    if (verdict.says !== 'later') throw new Error(`withheld: ${JSON.stringify(asked)}`);
    counts.later += 1;
    const sent = { ...asked, at: verdict.at };
    if (!isDecent(sent)) counts.outside += 1;
    // It was not to go at once, nor an hour before it does: that is the longest spread.
    if (isDecent(asked)) counts.heldInVain += 1;
    if (verdict.at - hour > now && isDecent({ ...asked, at: verdict.at - hour })) counts.tooLate += 1;
    if (counts.outside + counts.heldInVain + counts.tooLate > 0) example ??= sent;
    if (i % 10 === 0 && quietHours.judge({ ...base, now: verdict.at, step, recipient }).says !== 'pass') {
      counts.askedAgain += 1;
    }
  }
  console.log(`quiet hours, seed ${seed}: ${JSON.stringify(counts)}`);
  expect({ ...counts, example }).toMatchObject({ outside: 0, heldInVain: 0, tooLate: 0, askedAgain: 0 });
  expect(counts.now).toBeGreaterThan(400_000);
  expect(counts.later).toBeGreaterThan(250_000);
}, 120_000);

test('a decision costs microseconds once the calendar of the year is known', () => {
  const asked = { ...base, step: { ...base.step, channel: 'sms' as const } };
  const first = performance.now();
  quietHours.judge({ ...asked, now: Date.UTC(2031, 5, 10, 12) });
  const known = performance.now();
  const decisions = 20_000;
  for (let i = 0; i < decisions; i++) quietHours.judge({ ...asked, now: Date.UTC(2031, 0, 1) + i * 1_500_000 });
  const each = ((performance.now() - known) / decisions) * 1000;
  console.log(`first decision of a year ${(known - first).toFixed(1)} ms, then ${each.toFixed(1)} µs each`);
  expect(each).toBeLessThan(200);
});
