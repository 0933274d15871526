import type { InterestWay } from '../alerts/alert.ts';
import type { Duration } from '../time/duration.ts';

/** Who hears of what happens to a product, and when that is worth a message. Who asked to be told always is. */
export interface AlertsPolicy {
  readonly backInStock: { readonly to: readonly InterestWay[] };
  /** Few are left when there are no more than `at`. */
  readonly lowStock: { readonly to: readonly InterestWay[]; readonly at: number };
  /**
   * At least so many percent below what the customer saw and below the lowest price of the 30 days before, with prices
   * known for so long: a reduction that cannot be shown to be one is not announced.
   */
  readonly priceDrop: { readonly to: readonly InterestWay[]; readonly atLeast: number; readonly knownFor: Duration };
  /** Who looked this often within this time is interested. */
  readonly viewed: { readonly visits: number; readonly within: Duration };
  /** Nobody hears of the same product again within this time, unless they asked. */
  readonly again: Duration;
  /** How many customers are told in a minute at most; the others follow. */
  readonly perMinute: number;
  /** How many customers are told in an hour, for each unit that there is: nobody is sent to an empty shelf. */
  readonly perUnit: number;
}

export const defaultAlerts: AlertsPolicy = {
  backInStock: { to: ['asked', 'wished', 'carted'] },
  lowStock: { to: ['wished', 'carted'], at: 3 },
  priceDrop: { to: ['asked', 'wished', 'carted', 'viewed'], atLeast: 5, knownFor: '30 days' },
  viewed: { visits: 2, within: '30 days' },
  again: '7 days',
  perMinute: 600,
  perUnit: 20,
};
