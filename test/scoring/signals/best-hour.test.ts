import { expect, test } from 'vitest';
import { fitStrength } from '../../../activities/scoring/shrinkage/fit-strength.ts';
import { bestHour as bestHourRule } from '../../../domain/rules/hours/best-hour.ts';
import { seededRandom } from '../../../domain/random.ts';
import {
  type Act,
  bestHour,
  binAt,
  binHours,
  hourBins,
  hourCounts,
  tellsHour,
} from '../../../domain/scores/signals/best-hour.ts';
import { drawn, isExplored } from '../../../domain/scores/signals/explore.ts';
import { type SharesPrior, usualShares } from '../../../domain/scores/signals/shrink.ts';
import { context } from '../../gate/rules/context.ts';

const day = 86_400_000;
const begin = Date.UTC(2026, 0, 5);

/** A customer of a simulated shop: how their day is spread over the bins, and what they did so far. */
interface Shopper {
  readonly id: string;
  peak: number;
  readonly acts: Act[];
}

/** How much somebody looks in a bin: most at their peak, something of the shop's evening, little elsewhere. */
const looks = (peak: number, bin: number): number =>
  0.04 + (bin === peak ? 1 : 0) + (Math.abs(bin - peak) === 1 ? 0.35 : 0) + (bin === 9 ? 0.2 : 0);

/** As a store counts them to see how much customers differ. */
const wholeActs = ({ acts }: Shopper): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { at } of acts.filter(tellsHour)) {
    const bin = binAt(at, 'UTC');
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
};

const shoppers = 300;
const weeks = 68;
/** After so many weeks a third of the customers takes to other hours. */
const trendAt = 24;

type Hour = (shopper: Shopper, prior: SharesPrior, now: number) => number;

/**
 * A message a week to each, at the hour that `choose` says; one in three at the peak is clicked. Customers visit by
 * themselves, too. What is known is counted anew every fourth week.
 *
 * @returns the share of clicks by week.
 */
const play = (choose: Hour, seed: number, learn = true, until = weeks): readonly number[] => {
  const random = seededRandom(seed);
  const people: Shopper[] = Array.from({ length: shoppers }, (_, i) => ({
    id: `shopper-${i}`,
    // Evenings are usual, and many have hours of their own.
    peak: random() < 0.4 ? 9 : 3 + Math.floor(random() * 8),
    acts: [],
  }));
  const binOf = (peak: number): number => {
    const shares = Array.from({ length: hourBins }, (_, bin) => looks(peak, bin));
    let point = random() * shares.reduce((sum, one) => sum + one, 0);
    return Math.max(
      0,
      shares.findIndex((one) => (point -= one) < 0),
    );
  };
  const at = (week: number, bin: number): number =>
    begin + (week * 7 + Math.floor(random() * 7)) * day + (bin + random()) * binHours * 3_600_000;
  let prior: SharesPrior = { usual: { 5: 1 }, strength: 5 };
  let hours = new Map<string, number>();
  const rates: number[] = [];
  for (let week = 0; week < until; week += 1) {
    const now = begin + week * 7 * day;
    if (week === trendAt) for (const [i, one] of people.entries()) if (i % 3 === 0) one.peak = 4;
    if (learn && week % 4 === 0) {
      const counts = people.map(({ acts }) => hourCounts(acts, 'UTC', now));
      const usual = usualShares(counts);
      if (Object.keys(usual).length > 1) prior = { usual, strength: fitStrength(usual, people.map(wholeActs)) };
    }
    if (week % 4 === 0) hours = new Map(people.map((one) => [one.id, choose(one, prior, now)]));
    let clicks = 0;
    for (const one of people) {
      const bin = hours.get(one.id)!;
      if (random() < 0.33 * Math.min(1, looks(one.peak, bin))) {
        clicks += 1;
        one.acts.push({ at: at(week, bin), kind: 'click' });
      }
      if (random() < 0.8) one.acts.push({ at: at(week, binOf(one.peak)), kind: 'visit' });
    }
    rates.push(clicks / shoppers);
  }
  return rates;
};

/** As the gate chooses: one in ten by chance, the others by what is known of them, or of all. */
const byBestHour: Hour = ({ id, acts }, prior, now) => {
  const dayNumber = Math.floor(now / day);
  if (isExplored('hour', id, dayNumber)) return Math.floor(drawn('hour', id, Math.floor(dayNumber / 91)) * hourBins);
  return bestHour(prior, hourCounts(acts, 'UTC', now), acts.filter(tellsHour).length)?.bin ?? 5;
};

const mean = (rates: readonly number[]): number => rates.reduce((sum, one) => sum + one, 0) / rates.length;
/** The standard error of a share of all messages of these weeks. */
const error = (rates: readonly number[]): number =>
  Math.sqrt((mean(rates) * (1 - mean(rates))) / (rates.length * shoppers));

test('R250: the best hour of each customer, exploration and all, is clicked more than any fixed hour', () => {
  const best = play(byBestHour, 1, true, trendAt).slice(12, trendAt);
  const fixed = Array.from({ length: 8 }, (_, i) => play(() => 3 + i, 1, false, trendAt).slice(12, trendAt));
  const rates = fixed.map(mean);
  const strongest = fixed[rates.indexOf(Math.max(...rates))]!;
  const gain = mean(best) - mean(strongest);
  const reach = 1.96 * Math.hypot(error(best), error(strongest));
  console.info(
    `best hour: ${mean(best).toFixed(4)} clicked, at ten ${mean(fixed[2]!).toFixed(4)}, at the best fixed hour ${mean(strongest).toFixed(4)}: ${gain.toFixed(4)} more (± ${reach.toFixed(4)})`,
  );
  expect(gain - reach).toBeGreaterThan(0);
  expect(mean(best)).toBeGreaterThan(1.5 * mean(fixed[2]!));
});

test('R248: when customers take to other hours, messages follow them within half a year', () => {
  const rates = play(byBestHour, 2);
  const [before, at, after] = [rates.slice(12, trendAt), rates.slice(trendAt, trendAt + 4), rates.slice(trendAt + 32)];
  console.info(
    `trend: ${mean(before).toFixed(4)} before, ${mean(at).toFixed(4)} as it comes, ${mean(after).toFixed(4)} later`,
  );
  expect(mean(at)).toBeLessThan(mean(before) - 1.96 * Math.hypot(error(at), error(before)));
  expect(mean(after)).toBeGreaterThan(mean(at) + 1.96 * Math.hypot(error(at), error(after)));
});

test('R248: by it the message of this customer is moved, with its template and channel, and nobody else’s', () => {
  const now = Date.parse('2026-06-10T12:00+02:00');
  const acts = (hour: number, from: number): Act[] =>
    Array.from({ length: 12 }, (_, i) => ({ at: now - (from + i * 3) * day + (hour - 12) * 3_600_000, kind: 'visit' }));
  const prior = {
    usual: Object.fromEntries(Array.from({ length: hourBins }, (_, bin) => [bin, 1 / hourBins])),
    strength: 5,
  };
  const hourOf = (own: readonly Act[]) => {
    const { bin, by } = bestHour(prior, hourCounts(own, 'Europe/Paris', now), own.length)!;
    return { bin, by };
  };
  const judge = (hour: ReturnType<typeof hourOf> | undefined) => {
    const asked = context({ now, step: { ...context().step, expiresAt: now + 24 * 3_600_000 }, ...(hour && { hour }) });
    return bestHourRule.judge(asked);
  };
  // A year ago in the evening, lately early in the afternoon: it is of the newer hours, at once forgotten of nobody.
  const [evening, moved] = [acts(19, 300), [...acts(19, 300), ...acts(15, 2)]];
  expect(judge(hourOf(evening))).toMatchObject({ says: 'later', at: Date.parse('2026-06-10T19:00+02:00') });
  expect(judge(hourOf(moved))).toMatchObject({ says: 'later', at: Date.parse('2026-06-10T15:00+02:00') });
  // A message that asks for no hour goes when it is due.
  expect(judge(undefined)).toMatchObject({ says: 'pass' });
});
