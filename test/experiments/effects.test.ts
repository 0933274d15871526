import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, isKnown } from '../../domain/experiments/answer.ts';
import { studentTwoSided } from '../../domain/experiments/distributions.ts';
import { adjust } from '../../domain/experiments/effects/cuped.ts';
import { difference, type Estimate, estimateOf } from '../../domain/experiments/effects/difference.ts';
import { chanceToBeat, rateDifference } from '../../domain/experiments/effects/rates.ts';
import { ratioSample } from '../../domain/experiments/effects/ratio.ts';
import { deltaLift, fiellerLift, lift } from '../../domain/experiments/effects/relative.ts';
import { incrementalOf } from '../../domain/experiments/incremental/incremental.ts';
import { merge, pairedSampleOf, sampleOf, standardError } from '../../domain/experiments/samples/sample.ts';
import { sampleRatio } from '../../domain/experiments/samples/sample-ratio.ts';
import { cdnow, growthBook, hillstrom } from './known-samples.ts';

const known = <Known extends object>(answer: Answer<Known>): Known => {
  if ('unanswerable' in answer) throw new Error(`expected a figure, got ${answer.unanswerable}`);
  return answer;
};
/** Equal to the digits that the source prints. */
const near = (figure: number, printed: number, digits: number): void => expect(figure).toBeCloseTo(printed, digits);

test("Welch's test and the delta method give GrowthBook's own vectors to all their digits", () => {
  const { a, b } = growthBook;
  const plain = known(difference(a, b));
  for (const [figure, printed] of [
    [plain.value, 0.29],
    [plain.low, 0.04538],
    [plain.high, 0.53462],
    [plain.p, 0.02016],
  ] as const) {
    near(figure, printed, 5);
  }
  const relative = known(deltaLift(a, b));
  for (const [figure, printed] of [
    [relative.value, 0.70732],
    [relative.standardError, 0.37879],
    [relative.low, -0.03526],
    [relative.high, 1.44989],
    [relative.p, 0.06191],
  ] as const) {
    near(figure, printed, 5);
  }
});

test.each([
  ["Kohavi, Tang and Xu's example", [821_588, 815_482], 22.7744, 1.82e-6, true],
  ['srm.osc.garden', [44_000, 45_000], 11.236, 8.02e-4, true],
  ['srm.osc.garden, small', [600, 400], 40, 2.54e-10, true],
  ['500 and 600', [500, 600], 9.0909, 0.0025688, false],
  ['Hillstrom', [21_306, 21_307, 21_387], 0.202531, 0.903693, false],
] as const)('a sample ratio mismatch is found below p = 0.001: %s', (_source, counts, chiSquare, p, mismatch) => {
  const ratio = known(
    sampleRatio(
      counts,
      counts.map(() => 1),
    ),
  );
  near(ratio.chiSquare, chiSquare, 4);
  expect(ratio.p / p).toBeCloseTo(1, 2);
  expect(ratio.mismatch).toBe(mismatch);
});

const of = (did: number, customers: number) => ({ did, customers });

test('rates: Hillstrom counts, and the chance of the better arm', () => {
  const { none, mens, womens } = hillstrom;
  const ofMens = known(rateDifference(none, mens));
  near(ofMens.z, 7.38511, 5);
  expect(ofMens.p / 1.52e-13).toBeCloseTo(1, 2);
  near(ofMens.lift!, 1.18842, 5);
  near(ofMens.low, 0.005, 6);
  near(ofMens.high, 0.00861, 6);
  const ofWomens = known(rateDifference(none, womens));
  near(ofWomens.z, 3.77956, 5);
  near(ofWomens.p, 1.571e-4, 7);
  near(ofWomens.lift!, 0.54331, 5);
  near(known(chanceToBeat(of(49, 100), of(51, 100))).chance, 0.61077052, 8);
  near(known(chanceToBeat(of(120, 1_000), of(145, 1_000))).chance, 0.95019691, 8);
  const close = known(rateDifference(of(120, 1_000), of(145, 1_000)));
  near(close.z, 1.648854, 6);
  near(close.p, 0.099177, 6);
});

const mean = ({ spend, customers }: (typeof hillstrom)['none']): number => spend / customers;

test("R249: Hillstrom's men's mail brought 16,402.71 (10,337.02 to 22,468.40), from published counts and t", () => {
  const { none, mens, womens } = hillstrom;
  near(mean(none), 0.652789, 6);
  near(mean(mens), 1.422617, 6);
  near(mean(womens), 1.077202, 6);
  const publishedT = 5.300090294465472;
  const freedom = none.customers + mens.customers - 2;
  expect(studentTwoSided(publishedT, freedom) / 1.163200872605869e-7).toBeCloseTo(1, 12);
  const value = mean(mens) - mean(none);
  const error = value / publishedT;
  near(error, 0.145248, 6);
  const estimate = estimateOf(value, [{ variance: error ** 2, freedom }], 0.05);
  // The source reads the normal's quantile, this Student's.
  near(estimate.low, 0.485146, 4);
  near(estimate.high, 1.054508, 4);
  const cents = { value: value * 100, low: estimate.low * 100, high: estimate.high * 100 };
  const brought = known(incrementalOf(cents, mens.customers, undefined));
  // The bounds are printed from rounded figures; the value is exact.
  expect(brought.value).toBe(1_640_271);
  expect(Math.abs(brought.low - 1_033_702)).toBeLessThan(50);
  expect(Math.abs(brought.high - 2_246_840)).toBeLessThan(50);
  near((mean(womens) - mean(none)) * womens.customers, 9_076.9, 1);
  // Whoever looks at buyers alone finds the smaller mailing ahead: never condition on the outcome.
  expect(womens.spend / womens.did).toBeGreaterThan(mens.spend / mens.did);
  expect(mean(womens)).toBeLessThan(mean(mens));
});

const expectEstimate = (estimate: Estimate, printed: readonly [number, number, number, number, number]): void => {
  const figures = [estimate.value, estimate.standardError, estimate.p, estimate.low, estimate.high];
  for (const [at, figure] of figures.entries()) near(figure, printed[at]!, 6);
};

test('CUPED, Welch, delta and Fieller on the CDNOW cohort, where nothing was done', () => {
  const { even, odd } = cdnow;
  const raw = known(difference(even, odd));
  expectEstimate(raw, [1.155887, 1.624263, 0.476696, -2.027772, 4.339547]);
  near(raw.degreesOfFreedom, 23560.354, 3);
  const adjusted = adjust([even, odd]);
  near(adjusted.theta, 0.510928, 6);
  near(adjusted.correlation, 0.594121, 6);
  near(1 - adjusted.correlation ** 2, 0.64702, 6);
  const [control, treated] = adjusted.arms;
  expectEstimate(known(difference(control!, treated!)), [-0.210388, 1.306531, 0.872073, -2.771275, 2.350498]);
  const byDelta = known(deltaLift(even, odd));
  for (const [figure, printed] of [
    [byDelta.value, 0.035691],
    [byDelta.standardError, 0.051072],
    [byDelta.low, -0.064409],
    [byDelta.high, 0.13579],
  ] as const) {
    near(figure, printed, 4);
  }
  const byFieller = known(fiellerLift(even, odd));
  near(byFieller.low, -0.059667, 4);
  near(byFieller.high, 0.141287, 4);
  expect(known(lift(even, odd)).method).toBe('delta');
});

test('R249: a holdout of a tenth of the CDNOW cohort, and the revenue of an order', () => {
  const { tenth, rest, evenOrders, oddOrders } = cdnow;
  const raw = known(difference(tenth, rest));
  near(raw.value, 0.9689, 4);
  near(raw.standardError, 2.3096, 4);
  near(raw.value * rest.customers, 20_552.63, 2);
  near(raw.standardError * rest.customers, 48_993.48, 1);
  const [control, treated] = adjust([tenth, rest]).arms;
  const adjusted = known(difference(control!, treated!));
  near(adjusted.value, -0.8879, 4);
  near(adjusted.standardError, 1.8461, 4);
  const even = known(ratioSample(evenOrders));
  near(even.mean, 39.379849, 6);
  near(standardError(even), 0.767948, 6);
  const odd = known(ratioSample(oddOrders));
  near(odd.mean, 39.560812, 6);
  near(standardError(odd), 0.7536, 6);
});

const wide = (mean: number) => ({ customers: 100, mean, variance: 100 });

test('a control near 0 is divided by after Fieller, or not at all', () => {
  expect(known(lift(wide(2.5), wide(4)))).toMatchObject({ method: 'fieller', value: expect.closeTo(0.6, 12) });
  expect(lift(wide(1), wide(4))).toEqual({ unanswerable: 'control_near_zero' });
  expect(lift(wide(0), wide(4))).toEqual({ unanswerable: 'control_near_zero' });
});

const outcomes = fc.array(
  fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })),
  {
    maxLength: 30,
  },
);

const close = (one: number, other: number, scale: number): void =>
  expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * (1 + scale));

test('two groups merged are as one counted whole', () => {
  fc.assert(
    fc.property(outcomes, outcomes, (some, others) => {
      const merged = merge(pairedSampleOf(some), pairedSampleOf(others));
      const whole = pairedSampleOf([...some, ...others]);
      close(merged.mean, whole.mean, 1e6);
      close(merged.variance, whole.variance, 1e12);
      close(merged.before.covariance, whole.before.covariance, 1e12);
    }),
  );
});

test('whatever the data, an answer is finite or says why not', () => {
  const anything = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, 1e308, Number.NaN, Infinity), fc.integer());
  const sample = fc.record({ customers: fc.oneof(fc.nat(5), anything), mean: anything, variance: anything });
  fc.assert(
    fc.property(sample, sample, anything, (control, treated, alpha) => {
      for (const answer of [
        difference(control, treated, alpha),
        deltaLift(control, treated, alpha),
        fiellerLift(control, treated, alpha),
        lift(control, treated, alpha),
      ]) {
        if (!isKnown<object>(answer)) continue;
        for (const figure of Object.values(answer)) expect(figure).not.toBeNaN();
      }
    }),
    { numRuns: 2_000 },
  );
  expect(difference(sampleOf([]), sampleOf([1, 2]))).toEqual({ unanswerable: 'no_customers' });
  expect(difference(sampleOf([1]), sampleOf([1, 2]))).toEqual({ unanswerable: 'one_customer' });
  expect(difference(sampleOf([0, 0]), sampleOf([0, 0]))).toEqual({ unanswerable: 'no_variation' });
});
