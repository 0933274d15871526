import { type CivilTime, civilTime } from '../../civil/day.ts';
import { decay, type SharesPrior, shrunkShares } from './shrink.ts';

/** A day has twelve bins of two hours, as Emarsys cuts it: 0 is from midnight to two. */
export const hourBins = 12;
export const binHours = 24 / hourBins;

/** An instant at which a customer did something by themselves. */
export interface Act {
  readonly at: number;
  readonly kind: 'click' | 'order' | 'visit';
}

/**
 * An order says more than a look. A click answers a message, in the hours that were chosen for it: counted, it would only
 * confirm the choice, and nobody's hours would ever be found to be others.
 */
const weights: Readonly<Record<Act['kind'], number>> = { click: 0, order: 1, visit: 0.5 };

/** Whether an act tells when somebody has time by themselves. */
export const tellsHour = ({ kind }: Pick<Act, 'kind'>): boolean => weights[kind] > 0;

const halfLifeDays = 180;

/** The bin of an instant where the clock shows `zone`. */
export const binAt = (at: number, zone: string): number => binOf(civilTime(at, zone));

export const binOf = ({ clock }: Pick<CivilTime, 'clock'>): number =>
  Math.min(hourBins - 1, Math.floor(clock / (binHours * 3_600_000)));

/** How much was done in each bin of the customer's own day. */
export const hourCounts = (acts: readonly Act[], zone: string, now: number): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { at, kind } of acts) {
    if (!Number.isFinite(at) || weights[kind] === 0) continue;
    const bin = binAt(at, zone);
    counts[bin] = (counts[bin] ?? 0) + weights[kind] * decay((now - at) / 86_400_000, halfLifeDays);
  }
  return counts;
};

export interface BestHour {
  /** The bin in which a customer most probably acts, and the share of what they do in it. */
  readonly bin: number;
  readonly share: number;
  /** `shop`: of their own too little is known, and it is the hour of all. */
  readonly by: 'customer' | 'shop';
  /** Acts of their own. */
  readonly acts: number;
}

/** With fewer acts the hour is the shop's. */
const leastActs = 3;

/**
 * The two hours of a customer's day in which they most probably act: Dirichlet-multinomial shrinkage of their histogram
 * toward the shop's. A person alone tells too little for an experiment of their own (Klaviyo's engineers on send time), so
 * that the shop's hours weigh as long as there is little. Undefined: nothing is known of anybody.
 */
export const bestHour = (
  prior: SharesPrior,
  counts: Readonly<Record<string, number>>,
  acts: number,
): BestHour | undefined => {
  const by = acts >= leastActs ? 'customer' : 'shop';
  const shares = Object.entries(shrunkShares(prior, by === 'customer' ? counts : {})).toSorted(
    ([one, a], [other, b]) => b - a || Number(one) - Number(other),
  );
  const [best] = shares;
  return best && best[1] > 0 ? { bin: Number(best[0]), share: best[1], by, acts } : undefined;
};
