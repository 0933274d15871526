import { expect, test } from 'vitest';
import { seededRandom } from '../../../domain/random.ts';
import { civilTime } from '../../../domain/civil/day.ts';
import { ramp } from '../../../domain/rules/deliverability/ramp.ts';
import { context, hour, now } from './context.ts';

const zone = 'Europe/Paris';
const day = 24 * hour;

/** Customers who stayed away, all due at the same instant while a sending domain may send fifty a day: who goes when. */
const winBackUnderBudget = (customers: number, valuable: number, allowance: number) => {
  const random = seededRandom(59);
  const waiting = Array.from({ length: customers }, (_, index) => ({
    isValuable: index < valuable,
    place: random(),
    at: now + random() * hour,
  }));
  const served: { readonly isValuable: boolean; readonly day: number }[] = [];
  const taken = new Map<number, number>();
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at - b.at);
    const [one] = waiting;
    const today = civilTime(one!.at, zone).day;
    const base = context();
    const verdict = ramp.judge({
      ...base,
      now: one!.at,
      step: { ...base.step, rank: 'win-back' },
      switches: { ...base.switches, place: one!.place },
      buyer: {
        count: 3,
        total: 90_000,
        lastAt: one!.at - 200 * day,
        value: one!.isValuable ? 'high' : 'low',
        segments: [],
      },
      // A log-in of two weeks ago: nobody is among the most engaged.
      contacts: { last: { 'log-in': one!.at - 14 * day }, knownSince: 0 },
      engagement: {},
      ramp: { day: 10, allowance, taken: taken.get(today) ?? 0, timezone: zone },
    });
    if (verdict.says === 'later') one!.at = verdict.at;
    else {
      taken.set(today, (taken.get(today) ?? 0) + 1);
      served.push({ isValuable: one!.isValuable, day: today });
      waiting.shift();
    }
  }
  return served;
};

test('R59 under a budget of messages the valuable of those who stayed away are served first', () => {
  const served = winBackUnderBudget(400, 100, 50);
  expect(served).toHaveLength(400);
  const lastValuable = Math.max(...served.filter(({ isValuable }) => isValuable).map((one) => one.day));
  const [first] = served;
  // Who is due on the first day comes as they come; a part of it is kept for the valuable.
  const firstDay = served.filter((one) => one.day === first!.day);
  expect(firstDay).toHaveLength(50);
  expect(firstDay.filter(({ isValuable }) => isValuable).length).toBeGreaterThanOrEqual(15);
  // From then on nobody else goes on a day on whose end a valuable one still waits.
  const others = served.filter(({ isValuable, day }) => !isValuable && day > first!.day && day < lastValuable);
  expect(others).toEqual([]);
});
