import type { AnySegment } from '../segments/names.ts';
import type { Proven } from '../uplift/foresee.ts';
import type { RfmGroup, RfmProfile } from './rfm/profiles.ts';

/**
 * What the stored scores and signals say of a customer, in words that a journey may branch by. No figures: what a journey
 * knows is kept by Temporal, where nobody erases it.
 */
export interface CustomerTraits {
  /** Null: never bought, or nothing was counted yet. */
  readonly group: RfmGroup | null;
  /** Who never bought goes with the dormant. */
  readonly profile: RfmProfile;
  /** As the shop calls it; null: in none. */
  readonly tier: string | null;
  /** Null: not known, or one of the customers who are left to chance this quarter. */
  readonly priceSensitive: boolean | null;
  /**
   * By offer whether it brings margin with customers like them, or costs, by the store's own experiments; what is not proven
   * is missing.
   */
  readonly offers?: Readonly<Record<string, Proven>>;
  /** All that they are in, `price-sensitive` left out of those who are left to chance. */
  readonly segments: readonly AnySegment[];
  /** The watches of the store's policy that they are within, such as `at-risk`. */
  readonly watches: readonly string[];
}

/** Of somebody of whom nothing is known, and while nobody can be asked. */
export const nothingKnown: CustomerTraits = {
  group: null,
  profile: 'dormant',
  tier: null,
  priceSensitive: null,
  segments: [],
  watches: [],
};
