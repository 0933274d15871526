import type { Rank } from '../journey.ts';
import type { Duration } from '../time/duration.ts';

/** Which message wins where not all may go (R178, R183). */
export interface RanksPolicy {
  /** From the one that wins over all others to the one that always gives way; a rank left out gives way too. */
  readonly order: readonly Rank[];
  /** A lower rank leaves the place to a higher one that is due within this time. */
  readonly horizon: Duration;
}

export const defaultRanks: RanksPolicy = {
  order: [
    'transactional',
    'service',
    'cart',
    'post-purchase',
    'alert',
    'browse',
    'welcome',
    'replenishment',
    'campaign',
    'loyalty',
    'win-back',
    'newsletter',
  ],
  // As long as a cart is left alone at most before its first follow-up.
  horizon: '4 hours',
};

/** True when `one` wins over `other`. */
export const outranks = ({ order }: RanksPolicy, one: Rank, other: Rank): boolean =>
  place(order, one) < place(order, other);

const place = (order: readonly Rank[], rank: Rank): number => {
  const index = order.indexOf(rank);
  return index === -1 ? order.length : index;
};
