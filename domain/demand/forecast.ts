import { normalQuantile } from '../special/normal.ts';

/** A part of what is expected of a product: the units that a segment will buy. */
export interface DemandOfSegment {
  readonly segment: string;
  readonly units: number;
}

/**
 * What the forecast of a product knows (R218): its sales, orders that came to nothing left out and what was given back not
 * counted; how long it could be bought; what there is of it.
 */
export interface ProductSales {
  /** Units of each week that is looked at, the oldest first, orders that stand alone. */
  readonly weeks: readonly number[];
  /** Of the weeks, in how many it was on sale at all: a new product has fewer. */
  readonly onSale: number;
  /** Of each week, the part of it in which there was any of it to buy, from 0 to 1; absent: all of it. */
  readonly inStock?: readonly number[];
}

/** How a store's products sell: what a product is drawn toward of which little is known. */
export interface DemandPrior {
  /** Units a week of a usual product, and how many weeks of one's own count as much. */
  readonly mean: number;
  readonly weight: number;
  /** Variance beyond that of chance, as a share of the squared mean: weeks differ. */
  readonly dispersion: number;
  /** What the shop as a whole sells more or less in the weeks to come than lately; 1 where nothing tells. */
  readonly season: number;
}

export interface Demand {
  readonly expected: number;
  /** Four of five times it is between these. */
  readonly low: number;
  readonly high: number;
}

/** Half of what a week tells is gone after so many. */
const halfLifeWeeks = 8;

/** Four of five are between the two tenths. */
const bound = normalQuantile(0.9);

/**
 * What will be asked for of a product within `weeks`: its rate, each week weighed by its age (simple exponential smoothing),
 * drawn toward that of the shop's products as far as it was on sale for few weeks (the posterior mean of a gamma rate with
 * Poisson counts), times the season of the shop. A week in which none was left for a part of it tells only of the rest: sales
 * are demand cut off by the stock (Conrad, "Sales data and the estimation of demand", Operational Research Quarterly 1976), and
 * of a Poisson rate the time during which it was seen counts, so that a week without any stock tells nothing. The bounds are those of a negative binomial of that mean and the shop's
 * dispersion, by its normal form; never below 0.
 */
export const forecastDemand = (
  prior: DemandPrior,
  { weeks: sold, onSale, inStock }: ProductSales,
  weeks: number,
): Demand => {
  const counted = sold.slice(Math.max(0, sold.length - Math.max(0, Math.floor(onSale))));
  let [units, seen] = [0, 0];
  for (const [index, count] of counted.entries()) {
    const weight = 2 ** (-(counted.length - 1 - index) / halfLifeWeeks);
    const part = partInStock(inStock?.[sold.length - counted.length + index]);
    if (part === 0) continue;
    units += weight * Math.max(0, count || 0);
    seen += weight * part;
  }
  const rate = (units + prior.weight * prior.mean) / (seen + prior.weight);
  const expected = Math.max(0, rate * prior.season * weeks) || 0;
  // What is not known of the rate widens it: the evidence is `seen` weeks and the prior's.
  const ofRate = expected * (weeks / (seen + prior.weight));
  const spread = Math.sqrt(expected + (prior.dispersion * expected * expected) / Math.max(1, weeks) + ofRate);
  return { expected, low: Math.max(0, expected - bound * spread), high: expected + bound * spread };
};

/** Less than this of a week is as good as none: an order or two then say nothing of a rate. */
const leastPart = 1 / 14;

const partInStock = (part: number | undefined): number => {
  if (part === undefined || Number.isNaN(part)) return 1;
  return part < leastPart ? 0 : Math.min(1, part);
};

/** How much of a product is missing, and when it is sold out. */
export interface Shortage {
  /** Units beyond the stock, should it come as expected, and should it come at the upper bound. */
  readonly missing: number;
  readonly missingAtMost: number;
  /** Days that the stock lasts at the expected rate; null: nothing is asked for, or no stock is told. */
  readonly lastsDays: number | null;
  /** `out`: none is left; `short`: it does not last; `tight`: it may not; `enough`; `unknown`: no stock is told. */
  readonly state: 'out' | 'short' | 'tight' | 'enough' | 'unknown';
}

/** What is asked for against what there is (R291). */
export const shortageOf = ({ expected, high }: Demand, days: number, stock: number | null): Shortage => {
  if (stock === null) return { missing: 0, missingAtMost: 0, lastsDays: null, state: 'unknown' };
  const left = Math.max(0, stock);
  const missing = Math.max(0, expected - left);
  const missingAtMost = Math.max(0, high - left);
  return {
    missing,
    missingAtMost,
    lastsDays: expected > 0 ? (left / expected) * days : null,
    state: left === 0 && expected > 0 ? 'out' : missing > 0 ? 'short' : missingAtMost > 0 ? 'tight' : 'enough',
  };
};

/** Units that each segment bought of a product, and of everything. */
export interface SegmentSales {
  readonly ofProduct: Readonly<Record<string, number>>;
  readonly ofAll: Readonly<Record<string, number>>;
}

/** Units of a product that count as much as what each segment buys of everything. */
const segmentPull = 20;

const sum = (units: Readonly<Record<string, number>>): number =>
  Object.values(units).reduce((all, one) => all + Math.max(0, one || 0), 0);

/** What is expected of a product, by the segment of who buys it: its own shares, drawn toward those of the whole shop. */
export const demandBySegment = (expected: number, { ofProduct, ofAll }: SegmentSales): readonly DemandOfSegment[] => {
  const [own, all] = [sum(ofProduct), sum(ofAll)];
  if (all === 0) return [];
  return Object.keys(ofAll)
    .map((segment) => {
      const usual = Math.max(0, ofAll[segment] || 0) / all;
      const share = (Math.max(0, ofProduct[segment] || 0) + segmentPull * usual) / (own + segmentPull);
      return { segment, units: expected * share };
    })
    .toSorted((one, other) => other.units - one.units || (one.segment < other.segment ? -1 : 1));
};
