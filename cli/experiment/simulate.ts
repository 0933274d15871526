import { type Coverage, type Setting, simulateCoverage } from './simulation/coverage.ts';
import { type Doses, type DoseSetting, simulateDoses } from './simulation/doses.ts';
import {
  type LifetimeCoverage,
  type LifetimeSetting,
  simulateLifetimes,
  usualBuyers,
  winBackDays,
} from './simulation/lifetimes.ts';
import { type PeekingSetting, simulatePeeking } from './simulation/peeking.ts';
import { type ReallocationSetting, simulateReallocation } from './simulation/reallocation.ts';
import { type Effect, skewedShop, usualShop } from './simulation/shop.ts';

/** `npm run experiment -- simulate`: what the statistics say of shops whose truth is known. */
export interface SimulateOptions {
  readonly runs: number;
  readonly seed: number;
  readonly only?: string;
  readonly json?: true;
}

const nothing: Effect = { lift: 0, spread: 0 };
const something: Effect = { lift: 0.2, spread: 0.3 };

/** Large enough: each arm has the customers that its skewness asks for, and more than 400 buyers. */
const large = { shop: usualShop, customers: 20_000, holdout: 0.5 };
const middling = { shop: usualShop, customers: 4_000, holdout: 0.5 };
/** A hundred customers held out of two thousand, some of whom buy for very much. */
const small = { shop: skewedShop, customers: 2_000, holdout: 0.05 };

const coverages: Readonly<Record<string, Setting>> = {
  'A/A, large enough': { ...large, effect: nothing },
  'A/B, large enough': { ...large, effect: something },
  'A/A, middling': { ...middling, effect: nothing },
  'A/B, middling': { ...middling, effect: something },
  'A/A, holdout too small and skewed': { ...small, effect: nothing },
  'A/B, holdout too small and skewed': { ...small, effect: something },
};

const days = { perDay: 100, days: 30, plannedLooks: 5, effect: nothing };
const peekings: Readonly<Record<string, PeekingSetting>> = {
  'A/A, half held out': { ...days, shop: usualShop, holdout: 0.5 },
  'A/A, a tenth held out': { ...days, shop: usualShop, holdout: 0.1 },
  'A/B, half held out': { ...days, shop: usualShop, holdout: 0.5, effect: something },
};

const moving = { shop: usualShop, batches: 8, perBatch: 500, floor: 0.1 };
const reallocations: Readonly<Record<string, ReallocationSetting>> = {
  'nothing to find': { ...moving, lift: 0 },
  'a quarter more': { ...moving, lift: 0.25 },
};

/** Who waits for a price buys much more at the first ten percent; who does not buys hardly more at any. */
const prices = { shop: usualShop, customers: 20_000, margin: 0.5 };
const doses: Readonly<Record<string, DoseSetting>> = {
  'price-sensitive': { ...prices, lifts: { 0: 0, 5: 0.25, 10: 0.75, 15: 0.8 } },
  'not price-sensitive': { ...prices, lifts: { 0: 0, 5: 0.03, 10: 0.05, 15: 0.06 } },
};

/** Written to as `winBack` does; a tenth of them are held out. */
const lives = {
  buyers: usualBuyers,
  customers: 4_000,
  holdout: 0.1,
  messages: winBackDays,
  watched: 730,
  silence: 180,
  horizon: 365,
};
const lifetimes: Readonly<Record<string, LifetimeSetting>> = {
  'messages that bring nobody back': { ...lives, brings: 0 },
  'messages that bring one in twelve back': { ...lives, brings: 1 / 12 },
};

export const simulate = ({ runs, seed, only, json }: SimulateOptions): void => {
  const wants = (part: string): boolean => only === undefined || only === part;
  const say = json ? (): void => {} : (line: string): void => console.log(line);
  const figures: Record<string, unknown> = { runs, seed };
  say(`${runs} runs of each, seed ${seed}`);
  if (wants('coverage'))
    figures['coverage'] = inTurn(coverages, (one) => simulateCoverage(one, runs, seed), coverage, say);
  if (wants('peeking')) {
    say('\nLooked at every day for 30 days: some day says that there is an effect');
    figures['peeking'] = inTurn(
      peekings,
      (one) => simulatePeeking(one, runs, seed),
      ({ fixed, anytime, planned, anytimeMissed }) =>
        `Welch's test ${percent(fixed)}, at any time ${percent(anytime)} (truth left out ${percent(anytimeMissed)}), 5 planned looks ${percent(planned)}`,
      say,
    );
  }
  if (wants('reallocation')) {
    say('\nCustomers follow the better arm in 8 batches of 500, each arm keeps a tenth');
    figures['reallocation'] = inTurn(
      reallocations,
      (one) => simulateReallocation(one, runs, seed),
      ({ inBetter, biasPlain, biasWeighted, biasError, covered, found }) =>
        `in the second arm ${percent(inBetter)}; error of plain means ${percent(biasPlain)}, weighted ${percent(biasWeighted)} (± ${percent(2 * biasError)}); truth held ${percent(covered)}, found ${percent(found)}`,
      say,
    );
  }
  if (wants('doses')) {
    say('\nDiscounts of 0, 5, 10 and 15 % by lot, judged by margin after discount');
    figures['doses'] = inTurn(doses, (one) => simulateDoses(one, Math.ceil(runs / 5), seed), dose, say);
  }
  if (wants('survival')) {
    say('\nBuyers are written to when they have been quiet for long: how much longer they stay, of 365 days');
    figures['survival'] = inTurn(lifetimes, (one) => simulateLifetimes(one, Math.ceil(runs / 5), seed), lifetime, say);
  }
  if (json) console.log(JSON.stringify(figures, null, 2));
};

const inTurn = <One, Figures>(
  settings: Readonly<Record<string, One>>,
  run: (setting: One) => Figures,
  words: (figures: Figures) => string,
  say: (line: string) => void,
): Readonly<Record<string, Figures>> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const figures = run(setting);
      say(`  ${name}: ${words(figures)}`);
      return [name, figures];
    }),
  );

const coverage = ({ recovered, ...of }: Coverage): string => {
  const [name, back] =
    recovered === undefined ? ['false alarms', ''] : ['found', `, effect recovered ${percent(recovered)}`];
  return (
    `${name} ${percent(of.found)}, with CUPED ${percent(of.foundAdjusted)}; truth held ${percent(of.covered)}, ` +
    `with CUPED ${percent(of.coveredAdjusted)}${back}; warned ${percent(of.warned)}`
  );
};

const dose = ({ best, recovered, misled, levels }: Doses): string => {
  const told = Object.entries(levels).slice(1);
  const each = told.map(([level, { truth, estimate }]) => `${level} %: ${cents(truth)} (found ${cents(estimate)})`);
  return `best is ${best} %, recovered ${percent(recovered)}, misled ${percent(misled)}; margin a customer at ${each.join(', ')}`;
};

const lifetime = ({ truth, longer, found, covered, coveredShare }: LifetimeCoverage): string =>
  `${truth.toFixed(1)} days longer (told ${longer.toFixed(1)}); ${truth === 0 ? 'false alarms' : 'found'} ${percent(found)}; truth held ${percent(covered)}, of the share after a year ${percent(coveredShare)}`;

const cents = (amount: number): string => `${amount > 0 ? '+' : ''}${(amount / 100).toFixed(2)}`;

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
