import { describe, expect, test } from 'vitest';
import { fitShare } from '../../../activities/scoring/shrinkage/fit-share.ts';
import { fitStrength } from '../../../activities/scoring/shrinkage/fit-strength.ts';
import { compareSurprise, type SurpriseOf } from '../../../cli/scoring/signals/surprise.ts';
import { fitNextCategory } from '../../../activities/scoring/signals/fit-next-category.ts';
import { affinities } from '../../../domain/scores/signals/affinity.ts';
import { shrunkShare, shrunkShares, usualShares } from '../../../domain/scores/signals/shrink.ts';
import { byHousehold, halfYear, readReceiptLines, type ReceiptLine } from '../data/complete-journey/read-lines.ts';

// The figures are those that an independent program (Python, scipy) computed from the same lines.
const lines = readReceiptLines();
const households = byHousehold(lines);
const trialsOf = (own: readonly ReceiptLine[], isSuccess: (line: ReceiptLine) => boolean) => ({
  trials: own.length,
  successes: own.filter(isSuccess).length,
  customers: 1,
});

describe('R236: price sensitivity on real receipts', () => {
  test.each<[string, (line: ReceiptLine) => boolean, number, number, number]>([
    ['any discount', ({ discounted }) => discounted, 14.6521, 14.38714, -51454.1862],
    ['coupons alone', ({ coupon }) => coupon, 0.32254, 22.61759, -5371.3333],
  ])('the prior of %s', (_, isSuccess, a, b, logLikelihood) => {
    const fit = fitShare(Array.from(households.values(), (own) => trialsOf(own, isSuccess)));
    expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-4);
    expect(fit.parameters.a / a).toBeCloseTo(1, 3);
    expect(fit.parameters.b / b).toBeCloseTo(1, 3);
  });
  test('shrunk shares of the first 26 weeks foresee the rest better than raw ones', () => {
    const halves = Array.from(households.values(), (own) => ({
      before: trialsOf(
        own.filter(({ minute }) => minute < halfYear),
        ({ discounted }) => discounted,
      ),
      after: trialsOf(
        own.filter(({ minute }) => minute >= halfYear),
        ({ discounted }) => discounted,
      ),
    }));
    // Of the whole year, as the figures are; and of what was known then alone.
    const year = { a: 14.6521, b: 14.38714 };
    const prior = fitShare(halves.map(({ before }) => before)).parameters;
    const judged = halves.filter(({ before, after }) => before.trials > 0 && after.trials >= 5);
    const error = (say: (one: (typeof halves)[number]['before']) => number): number => {
      const weight = judged.reduce((sum, { after }) => sum + after.trials, 0);
      const squares = judged.reduce(
        (sum, { before, after }) => sum + after.trials * (say(before) - after.successes / after.trials) ** 2,
        0,
      );
      return Math.sqrt(squares / weight);
    };
    expect(error(({ successes, trials }) => successes / trials)).toBeCloseTo(0.1824, 3);
    expect(error(({ successes, trials }) => shrunkShare(year, successes, trials))).toBeCloseTo(0.1333, 3);
    expect(error(({ successes, trials }) => shrunkShare(prior, successes, trials))).toBeLessThan(0.135);
  });
});

const countsOf = (own: readonly ReceiptLine[]) => {
  const counts: Record<string, number> = {};
  for (const { department } of own) counts[department] = (counts[department] ?? 0) + 1;
  return counts;
};

const sumOf = (before: Readonly<Record<string, number>>) => Object.values(before).reduce((sum, one) => sum + one, 0);

test('R236: category affinity on real receipts: shrunk shares foresee better than everybody’s and than one’s own', () => {
  const named = lines.filter(({ department }) => department !== '');
  const departments = new Set(named.map(({ department }) => department)).size;
  const halves = Array.from(byHousehold(named).values(), (own) => ({
    before: countsOf(own.filter(({ minute }) => minute < halfYear)),
    after: countsOf(own.filter(({ minute }) => minute >= halfYear)),
  }));
  const befores = halves.map(({ before }) => before);
  const usual = usualShares(befores);
  const strength = fitStrength(usual, befores);
  expect(strength).toBeGreaterThan(38);
  expect(strength).toBeLessThan(46);
  const loss = (say: (before: Readonly<Record<string, number>>, department: string) => number): number => {
    let [sum, count] = [0, 0];
    for (const { before, after } of halves)
      for (const [department, times] of Object.entries(after)) {
        if (usual[department] === undefined) continue;
        sum -= times * Math.log(say(before, department));
        count += times;
      }
    return sum / count;
  };
  expect(Math.abs(loss((_, department) => usual[department]!) - 1.3741)).toBeLessThan(1e-3);
  const raw = loss((before, department) => ((before[department] ?? 0) + 0.5) / (sumOf(before) + departments / 2));
  expect(raw).toBeGreaterThan(1.7);
  const shrunk = loss((before, department) => shrunkShares({ usual, strength }, before)[department]!);
  expect(Math.abs(shrunk - 1.35)).toBeLessThan(1e-3);
  // The answer is the same shares, the strongest first.
  const [first] = affinities({ usual, strength }, { PRODUCE: 30 }, 1);
  expect(first).toMatchObject({ category: 'PRODUCE' });
  expect(first!.lift).toBeGreaterThan(1);
});

const basketsOfHouseholds = () =>
  Array.from(households.values(), (own) => {
    const receipts = new Map<number, Set<string>>();
    for (const { minute, category } of own) {
      if (category === '') continue;
      receipts.set(minute, (receipts.get(minute) ?? new Set()).add(category));
    }
    return Array.from(receipts.values(), (categories) => [...categories]);
  });

const tell = (name: string, one: SurpriseOf) =>
  `${name}: come ${one.hits.toFixed(4)}, unexpected ${one.unexpectedHits.toFixed(4)}, ${one.novelty.toFixed(2)} bits, diversity ${one.diversity.toFixed(3)}, coverage ${one.coverage.toFixed(3)}`;

test('R295: proposals that surprise, beside the popular: novelty, diversity and what still comes, on receipts not seen', () => {
  const departmentOf = new Map(
    [...households.values()].flat().map(({ category, department }) => [category, department]),
  );
  const { popular, byDegree } = compareSurprise(basketsOfHouseholds(), [0, 0.5, 1], 100, (one) =>
    departmentOf.get(one)!,
  )!;
  console.info([tell('popular', popular), ...byDegree.map((one, i) => tell(`surprise ${i / 2}`, one))].join('\n'));
  const [none, half, whole] = byDegree as [SurpriseOf, SurpriseOf, SurpriseOf];
  // Everybody gets the same three of the popular: no surprise, and no hit beside them.
  expect(popular.unexpectedHits).toBe(0);
  expect(popular.coverage).toBeLessThan(0.02);
  for (const [less, more] of [
    [popular, none],
    [none, half],
    [half, whole],
  ] as const) {
    expect(more.novelty).toBeGreaterThan(less.novelty);
    expect(more.diversity).toBeGreaterThan(less.diversity);
    expect(more.coverage).toBeGreaterThanOrEqual(less.coverage);
  }
  // The model alone foresees more and surprises more; half surprise brings more of what nobody would have named.
  expect(none.hits).toBeGreaterThan(popular.hits);
  expect(half.unexpectedHits).toBeGreaterThan(1.3 * none.unexpectedHits);
  // Surprise has its price, and half of it is less than the whole one.
  expect(half.hits).toBeGreaterThan(whole.hits);
});

test('R289: the category of the next receipt, of households that the choice has not seen, beside what is popular', () => {
  const baskets = basketsOfHouseholds();
  const { by, holdout } = fitNextCategory(baskets, 100)!;
  console.info(
    `next category: hit ${holdout.hit.toFixed(4)} (popular ${holdout.baseline.hit.toFixed(4)}), one of three ${holdout.hitOfThree.toFixed(4)} (popular ${holdout.baseline.hitOfThree.toFixed(4)}), ${holdout.count} receipts`,
  );
  expect(by).toBe('model');
  expect(holdout.hit).toBeGreaterThan(holdout.baseline.hit);
  expect(holdout.hitOfThree).toBeGreaterThan(holdout.baseline.hitOfThree);
});
