import type { PairedSample, Sample } from '../../domain/experiments/samples/sample.ts';

const paired = (
  customers: number,
  mean: number,
  variance: number,
  before: readonly [mean: number, variance: number, covariance: number],
): PairedSample => ({
  customers,
  mean,
  variance,
  before: { mean: before[0], variance: before[1], covariance: before[2] },
});

/**
 * The whole CDNOW cohort (23,570 customers; B. Hardie's CDNOW_master.txt) as an experiment in which nothing was done:
 * each customer's spend after 1997-09-30, and until then. Even ids against odd ones, every tenth against the rest.
 */
export const cdnow = {
  even: paired(11_785, 32.3860415783, 15825.8140838, [71.7793865083, 19968.1169946, 11887.3578107]),
  odd: paired(11_785, 33.541928723, 15265.7112366, [74.4534942724, 22070.2060352, 9591.46271173]),
  tenth: paired(2_357, 32.0920025456, 10786.7277259, [69.8456894357, 11531.2799904, 6772.73399879]),
  rest: paired(21_213, 33.0608721067, 16074.6221664, [73.4798571631, 22073.6386452, 11180.4923669]),
  /** Spend, and the days on which it was spent. */
  evenOrders: paired(11_785, 32.3860415783, 15825.8140838, [0.822401357658, 5.43782128662, 248.324432707]),
  oddOrders: paired(11_785, 33.541928723, 15265.7112366, [0.847857445906, 5.34421320439, 237.842302122]),
};

/** GrowthBook's own test vectors (github growthbook/growthbook, packages/stats/tests/frequentist/test_tests.py). */
export const growthBook: { readonly a: Sample; readonly b: Sample } = {
  a: { customers: 3_407, mean: 0.41, variance: 3.9 ** 2 },
  b: { customers: 3_461, mean: 0.7, variance: 6.2 ** 2 },
};

/** Counts of Hillstrom's e-mail experiment as published: customers, buyers, spend (K. Hillstrom, blog.minethatdata.com). */
export const hillstrom = {
  none: { customers: 21_306, did: 122, spend: 13_908.33 },
  mens: { customers: 21_307, did: 267, spend: 30_311.69 },
  womens: { customers: 21_387, did: 189, spend: 23_038.11 },
};
