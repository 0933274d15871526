import { checkGroups, type Cuts, cutsOf, scoreBy, type ValueCount } from './cuts.ts';

/** What of a customer's orders RFM looks at (R106). */
export interface RfmValues {
  /** The day of the last purchase, counted from 1970-01-01: later is better, and a day that passes moves nobody. */
  readonly recency: number;
  /** Days with a purchase. */
  readonly frequency: number;
  /** What they brought, net of refunds, in minor units of the store's currency. */
  readonly monetary: number;
}

export const rfmDimensions = ['recency', 'frequency', 'monetary'] as const;
export type RfmDimension = (typeof rfmDimensions)[number];

/** How a store's customers are cut. `quantiles` of the customers themselves; `bounds` where they are too few. */
export interface RfmCuts extends Readonly<Record<RfmDimension, Cuts>> {
  readonly groups: number;
  readonly by: 'quantiles' | 'bounds';
  /** Customers that were counted. */
  readonly customers: number;
}

/** Of one customer, each from 1 (worst) to the number of groups (best). */
export type RfmScores = Readonly<Record<RfmDimension, number>>;

/** Fewer customers than these make no quantiles: fixed bounds do instead. */
export const leastRfmCustomers = 100;

/** The groups of Shopify, Klaviyo and Bloomreach: quintiles. */
export const usualGroups = 5;

/**
 * The cuts of a store into `groups` a dimension, from what its customers' values are. Below `leastRfmCustomers` they are
 * fixed bounds, as of `today`.
 *
 * @throws RangeError as `cutsOf`
 */
export const rfmCuts = (
  values: Readonly<Record<RfmDimension, readonly ValueCount[]>>,
  { groups = usualGroups, today }: { readonly groups?: number; readonly today: number },
): RfmCuts => {
  const customers = values.frequency.reduce((sum, { customers: some }) => sum + some, 0);
  if (customers < leastRfmCustomers)
    return boundCuts({ groups, today, customers, typicalAmount: median(values.monetary) });
  const [recency, frequency, monetary] = rfmDimensions.map((one) => cutsOf(values[one], groups));
  return { groups, by: 'quantiles', customers, recency: recency!, frequency: frequency!, monetary: monetary! };
};

/** Days since the last purchase below which a customer has scores 5, 4, 3 and 2 of 5. */
const recentWithin = [30, 90, 180, 365] as const;
/** Purchase days from which on a customer has scores 2 to 5. */
const frequentFrom = [2, 3, 4, 6] as const;
/** The same of money, in what the customer in the middle brings. */
const monetaryFrom = [0.5, 1, 2, 4] as const;

/** Fixed bounds, by which a store is cut that has too few customers for quantiles. */
const boundCuts = ({
  groups,
  today,
  customers,
  typicalAmount,
}: {
  readonly groups: number;
  readonly today: number;
  readonly customers: number;
  readonly typicalAmount: number;
}): RfmCuts => {
  checkGroups(groups);
  const five = {
    recency: recentWithin.map((days) => today - days + 1).toReversed(),
    frequency: frequentFrom,
    monetary: monetaryFrom.map((times) => Math.max(1, times * typicalAmount)),
  };
  // Score f of five is ceil(f * groups / 5) of `groups`: each of these begins with the least f that comes to it.
  const regroup = (cuts: Cuts): Cuts =>
    Array.from({ length: groups - 1 }, (_, i) => cuts[Math.max(0, Math.floor(((i + 1) * usualGroups) / groups) - 1)]!);
  return {
    groups,
    by: 'bounds',
    customers,
    recency: regroup(five.recency),
    frequency: regroup(five.frequency),
    monetary: regroup(five.monetary),
  };
};

const median = (values: readonly ValueCount[]): number => cutsOf(values, 2)[0] ?? 0;

/** The scores of one customer by the cuts of the store. */
export const scoreRfm = (cuts: RfmCuts, values: RfmValues): RfmScores => ({
  recency: scoreBy(cuts.recency, values.recency),
  frequency: scoreBy(cuts.frequency, values.frequency),
  monetary: scoreBy(cuts.monetary, values.monetary),
});
