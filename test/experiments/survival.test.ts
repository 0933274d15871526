import { expect, test } from 'vitest';
import { simulateLifetimes, usualBuyers, winBackDays } from '../../cli/experiment/simulation/lifetimes.ts';
import { isKnown } from '../../domain/experiments/answer.ts';
import { survivalAt, survivalCurve } from '../../domain/experiments/survival/curve.ts';
import { lifetimeOf } from '../../domain/experiments/survival/lifetime.ts';
import { longerBy, meanDays } from '../../domain/experiments/survival/longer.ts';
import { survivalInWords } from '../../domain/experiments/survival/text.ts';

const day = 86_400_000;

/** Weeks of remission (Freireich et al., Blood 1963), the example of the textbooks; `+`: watched no longer. */
const treated = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+';
const placebo = '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23';
const curve = (times: string) =>
  survivalCurve(
    times.split(' ').map((one) => ({ days: Number.parseInt(one, 10), faded: !one.endsWith('+'), customers: 1 })),
  );

test('the curve and its errors are those of the textbooks', () => {
  const told = curve(treated).fadings.map(({ day: at, share, greenwood }) => [
    at,
    share.toFixed(3),
    (share * Math.sqrt(greenwood)).toFixed(4),
  ]);
  expect(told).toEqual([
    [6, '0.857', '0.0764'],
    [7, '0.807', '0.0869'],
    [10, '0.753', '0.0963'],
    [13, '0.690', '0.1068'],
    [16, '0.627', '0.1141'],
    [22, '0.538', '0.1282'],
    [23, '0.448', '0.1346'],
  ]);
  const bounds = [6, 10, 23].map((at) => {
    const { low, high } = survivalAt(curve(treated), at)!;
    return [low.toFixed(3), high.toFixed(3)];
  });
  expect(bounds).toEqual([
    ['0.620', '0.952'],
    ['0.503', '0.889'],
    ['0.188', '0.680'],
  ]);
  expect(survivalAt(curve(treated), 36)).toBeUndefined();
  expect(survivalAt(curve(placebo), 36)).toMatchObject({ share: 0 });
});

test('the mean lifetime within a horizon is that of the textbooks, and of whom all have faded the plain mean', () => {
  const mean = meanDays(curve(treated), 35);
  expect(mean.value).toBeCloseTo(23.29, 2);
  expect(Math.sqrt(mean.variance)).toBeCloseTo(2.83, 2);
  const all = meanDays(curve(placebo), 35);
  expect(all.value).toBeCloseTo(182 / 21, 10);
  // The error of a plain mean, by the whole of the squares.
  expect(Math.sqrt(all.variance)).toBeCloseTo(1.377, 3);
  expect(longerBy(curve(placebo), curve(treated), 100)).toMatchObject({ horizon: 35 });
});

test.for([
  ['orders often enough', [0, 40, 80, 120], 150, { days: 150, faded: false }],
  ['fades after the last order', [0, 40], 150, { days: 100, faded: true }],
  ['fades on the very day', [0], 60, { days: 60, faded: true }],
  ['is watched for a day less', [0], 59, { days: 59, faded: false }],
  ['comes back too late, which changes nothing', [0, 61, 90], 300, { days: 60, faded: true }],
  ['had ordered before, and fades by that', [-50], 300, { days: 10, faded: true }],
  ['was no buyer any more', [-60], 300, undefined],
  ['was none yet', [10], 300, undefined],
] as const)('a buyer who %s', ([, ordersAt, until, expected]) => {
  const watch = { from: 0, until: until * day, silence: 60 * day };
  expect(
    lifetimeOf(
      ordersAt.map((at) => at * day),
      watch,
    ),
  ).toEqual(expected);
});

const lives = {
  buyers: usualBuyers,
  customers: 1_000,
  holdout: 0.3,
  messages: winBackDays,
  watched: 730,
  silence: 180,
  horizon: 365,
};

test('R66 of shops whose win-back brings nobody, 5 ± 3 % seem to keep their buyers longer', () => {
  const figures = simulateLifetimes({ ...lives, brings: 0 }, 300, 5);
  expect(Math.abs(figures.found - 0.05)).toBeLessThanOrEqual(0.03);
  expect(Math.abs(figures.coveredShare - 0.95)).toBeLessThanOrEqual(0.03);
});

test('R66 where win-back brings some back, buyers stay as much longer as is told, and the interval holds it in 95 ± 3 %', () => {
  const figures = simulateLifetimes({ ...lives, brings: 0.1 }, 300, 5);
  expect(figures.truth).toBeGreaterThan(10);
  expect(Math.abs(figures.longer / figures.truth - 1)).toBeLessThanOrEqual(0.07);
  expect(Math.abs(figures.covered - 0.95)).toBeLessThanOrEqual(0.03);
  expect(figures.found).toBeGreaterThan(0.5);
});

test('R66 both arms are told in words, and what cannot be told says why', () => {
  const arms = [
    { name: 'holdout', curve: curve(placebo) },
    { name: 'treated', curve: curve(treated) },
  ];
  const ratio = { chiSquare: 0, p: 1, mismatch: false };
  const longer = [{ arm: 'treated', answer: longerBy(arms[0]!.curve, arms[1]!.curve, 35) }];
  const told = { what: 'all marketing', silence: 5, arms, ratio, longer };
  expect(survivalInWords(told, 35).join('\n')).toMatchInlineSnapshot(`
    "all marketing: who has ordered nothing for 5 days is a buyer no more
      holdout: 21 buyers, still buyers after 30 days 0.0 % (0.0 % to 0.0 %)
      treated: 21 buyers, still buyers after 30 days 44.8 % (18.8 % to 68.0 %)
      treated: of the first 35 days they stay 14.6 days longer, from 8.5 days to 20.8 days, p below 0.0001
      Warning: fewer than 50 buyers of an arm have faded, and the bounds may be too narrow."
  `);
  expect(longerBy(curve('5'), arms[1]!.curve, 35)).toEqual({ unanswerable: 'one_customer' });
  const many = curve(Array.from({ length: 60 }, (_, at) => at + 1).join(' '));
  const enough = { ...told, arms: [{ name: 'holdout', curve: many }] };
  expect(survivalInWords(enough, 35).join('\n')).not.toContain('Warning');
  const none = longerBy(survivalCurve([]), arms[1]!.curve, 35);
  expect(isKnown(none)).toBe(false);
  expect(survivalInWords({ ...told, longer: [{ arm: 'treated', answer: none }] }, 35).at(-2)).toContain('nobody');
  expect(survivalInWords({ ...told, ratio: { ...ratio, mismatch: true } }, 35).at(-2)).toMatch(
    /^ {2}Warning: the arms/u,
  );
});
