import { dayEnd } from './day-end.ts';
import type { OfferPolicy } from '../policy/offers.ts';
import { durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';

/**
 * Until when a code holds that is made at `now`: printed and enforced alike, never sooner than `validity.for` after it.
 * Days end in the store's civil time.
 */
export const expiryOf = (validity: OfferPolicy['validity'], now: Millis, zone: string): Millis => {
  const end = now + durationMillis(validity.for);
  return validity.ends === 'day' ? dayEnd(end, zone) : end;
};
