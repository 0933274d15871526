import type { SignalLevels } from '../../../domain/scores/signals/levels.ts';
import { type BetaPrior, shrunkIndex } from '../../../domain/scores/signals/shrink.ts';
import { UnfittableError } from '../fit/errors.ts';
import { fitShare } from '../shrinkage/fit-share.ts';
import { dealsOf, judgedLines } from './counted.ts';
import type { SignalSources } from './sources.ts';

/** Lines that count as much as what is usual in the category, or in the shop. */
const pull = 10;
/** What is bought less than these is as usual as the shop. */
const mostCategories = 100;
/** A week and category that so few bought in is as usual as its category. */
const leastOfWeek = 5;
/** Who is above three quarters of the others is sensitive; where few are known, who is above what is usual by so much. */
const quantile = 0.75;
const leastKnown = 20;
const usualCut = 1.25;

/**
 * What is usual of reduced prices in a store: by category and week, so that a customer is compared with those who bought the
 * same when they did. Undefined: fewer than `least` lines of which it is known whether they were reduced.
 */
export const fitDeals = (customers: readonly SignalSources[], least: number): SignalLevels['prices'] => {
  const lines = customers.flatMap(judgedLines);
  if (lines.length < least) return undefined;
  const usual = lines.filter(({ reduced }) => reduced).length / lines.length;
  const byCategory = [...groupBy(lines, ({ category }) => category)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, mostCategories);
  const categories = Object.fromEntries(byCategory.map(([category, own]) => [category, drawn(own, usual)]));
  const weeks = Object.fromEntries(
    byCategory.map(([category, own]) => {
      const known = [...groupBy(own, ({ week }) => String(week))].filter(([, some]) => some.length >= leastOfWeek);
      return [category, Object.fromEntries(known.map(([week, some]) => [week, drawn(some, categories[category]!)]))];
    }),
  );
  const deals = customers.map((one) => dealsOf(one, { usual, categories, weeks })).filter((one) => one.lines > 0);
  const prior = sharePrior(
    deals.map(({ lines: trials, reduced }) => ({ trials, successes: reduced })),
    usual,
  );
  // Where all weeks are alike the index is the shrunk share against the usual one: (k + a) / (e + a).
  const strength = prior.a;
  const known = deals.filter(({ orders, lines: count }) => orders >= 3 || count >= 10);
  const indices = known
    .map(({ reduced, expected }) => shrunkIndex(strength, reduced, expected))
    .toSorted((one, other) => one - other);
  return {
    usual,
    categories,
    weeks,
    strength,
    cut: indices.length < leastKnown ? usualCut : indices[Math.floor(quantile * (indices.length - 1))]!,
    lines: prior,
    codes: sharePrior(
      customers.map(({ codes: { given, used } }) => ({ trials: given, successes: Math.min(given, used) })),
      0.1,
    ),
  };
};

/** The prior of a share; where it cannot be fitted, what is usual with a weight of `pull`. */
export const sharePrior = (
  rows: readonly { readonly trials: number; readonly successes: number }[],
  otherwise: number,
): BetaPrior => {
  const trials = rows.reduce((sum, row) => sum + row.trials, 0);
  const successes = rows.reduce((sum, row) => sum + row.successes, 0);
  const mean = (successes + pull * otherwise) / (trials + pull);
  return fitted(() => fitShare(rows.map((row) => ({ ...row, customers: 1 }))).parameters, {
    a: Math.max(0.01, pull * mean),
    b: Math.max(0.01, pull * (1 - mean)),
  });
};

/** What is fitted, or what stands in its place where the data do not tell. */
export const fitted = <Found>(fit: () => Found, otherwise: Found): Found => {
  try {
    return fit();
  } catch (error) {
    if (error instanceof UnfittableError) return otherwise;
    throw error;
  }
};

/** To three digits: they are kept, and read with every order. */
const drawn = (lines: readonly { readonly reduced: boolean }[], toward: number): number => {
  const share = (lines.filter(({ reduced }) => reduced).length + pull * toward) / (lines.length + pull);
  return Math.round(share * 1000) / 1000;
};

const groupBy = <One>(all: readonly One[], key: (one: One) => string): ReadonlyMap<string, readonly One[]> => {
  const found = new Map<string, One[]>();
  for (const one of all) {
    const own = found.get(key(one));
    if (own) own.push(one);
    else found.set(key(one), [one]);
  }
  return found;
};
