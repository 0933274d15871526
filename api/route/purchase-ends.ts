import type { JourneySpec } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';

/**
 * A cart touched this soon after a purchase belongs to it: shops change the cart while they take the order,
 * and the clocks of a browser, a shop and a payment page differ.
 */
const sameOccasion: Millis = 15 * 60_000;

/** True when a purchase at `bought` ends what was touched at `touched`. */
export const endsBy = (bought: Millis, touched: Millis): boolean => touched <= bought + sameOccasion;

/** A journey that each purchase starts anew is ended only by a later one. */
export const ends = (spec: JourneySpec, bought: Millis, touched: Millis): boolean =>
  spec.restarts ? bought > touched : endsBy(bought, touched);

/** True when any order of the customer ends the journey. */
export const buysOut = (spec: JourneySpec): boolean =>
  spec.exitOn.some((rule) => rule.name === 'order.placed' && rule.field === undefined && rule.only === undefined);
