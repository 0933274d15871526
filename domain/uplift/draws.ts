import { fitUplift, leastUplift } from './fit-uplift.ts';
import type { OfferUplift } from './foresee.ts';
import { type UpliftGroup, upliftGroup } from './group.ts';
import type { ArmOutcome, Stratum } from './stratum.ts';

/** The arm that is offered nothing. */
export const withoutOffer = 'none';

/** Customers of one arm of one draw, of one group and half. */
export interface DrawnCustomers {
  readonly experiment: string;
  /** Of the parts that the arms got; null: they never change. */
  readonly version: number | null;
  readonly arm: string;
  readonly known: UpliftGroup | null;
  readonly half: 0 | 1;
  readonly customers: number;
  readonly buyers: number;
  /** Of margin after discount a customer, in minor units. */
  readonly mean: number;
  readonly variance: number;
}

/** What the draws of a store say of one offer; nothing is fitted below the least amounts. */
export const upliftOfOffer = (
  draws: readonly DrawnCustomers[],
  { offer, ...counted }: Pick<OfferUplift, 'offer' | 'windowDays' | 'money'>,
): OfferUplift => {
  const pairs = pairsOf(draws, offer);
  const least = (of: (drawn: DrawnCustomers) => number): number =>
    Math.min(...(['offered', 'control'] as const).map((arm) => pairs.reduce((sum, pair) => sum + of(pair[arm]), 0)));
  const has = {
    customers: least(({ customers }) => customers),
    buyers: least(({ buyers }) => buyers),
    experiments: [...new Set(pairs.map(({ offered }) => offered.experiment))].toSorted(),
  };
  const isEnough = has.customers >= leastUplift.customers && has.buyers >= leastUplift.buyers;
  const orders = isEnough ? fitUplift(pairs.map((pair) => stratumOf(pair, sharesOfBuyers))) : undefined;
  const margin = isEnough ? fitUplift(pairs.map((pair) => stratumOf(pair, (drawn) => drawn))) : undefined;
  return { offer, ...counted, fits: orders && margin ? { orders, margin } : null, has };
};

interface Pair {
  readonly offered: DrawnCustomers;
  readonly control: DrawnCustomers;
}

/** Of each draw, group and half the two arms; where one has nobody there is nothing to compare. */
const pairsOf = (draws: readonly DrawnCustomers[], offer: string): readonly Pair[] => {
  const keyOf = ({ experiment, version, known, half }: DrawnCustomers): string =>
    JSON.stringify([experiment, version, known?.prices, known?.profile, half]);
  const controls = new Map(draws.filter(({ arm }) => arm === withoutOffer).map((one) => [keyOf(one), one]));
  return draws.flatMap((offered) => {
    const control = offered.arm === offer ? controls.get(keyOf(offered)) : undefined;
    return control ? [{ offered, control }] : [];
  });
};

const stratumOf = ({ offered, control }: Pair, outcome: (of: DrawnCustomers) => ArmOutcome): Stratum => {
  const { prices, profile } = offered.known ?? upliftGroup({});
  return {
    outer: prices,
    group: profile,
    half: offered.half,
    offered: outcome(offered),
    control: outcome(control),
  };
};

/** A share as a mean of noughts and ones. */
const sharesOfBuyers = ({ customers, buyers }: DrawnCustomers): ArmOutcome => {
  const mean = buyers / customers;
  return { customers, mean, variance: customers > 1 ? (mean * (1 - mean) * customers) / (customers - 1) : 0 };
};
