import type { TopShare } from '../segments/cuts.ts';
import type { AnySegment } from '../segments/names.ts';

/** Where the lines between segments are drawn; days and months are those of the calendar where the shop is. */
export interface SegmentsPolicy {
  /** The buyers at the top by what they spent in a year, or by what is expected of them. */
  readonly vip: TopShare & { readonly minimumOrders: number };
  /** Points used within so many days, or within so many of the member's own usual gaps if that is longer. */
  readonly loyaltyActive: { readonly days: number; readonly gaps: number };
  /** A friend who bought within so many days, or so many good reviews. */
  readonly ambassador: { readonly referralDays: number; readonly reviews: number };
  /** The score of what was lately done towards an order. */
  readonly highIntent: { readonly enter: number; readonly stay: number };
  /** Those who buy cheaper more than others do, of who bought often enough to tell. */
  readonly priceSensitive: TopShare & { readonly minimumOrders: number; readonly minimumLines: number };
  /** Bought once, so many months ago: the first counts, the last does not. */
  readonly firstTimeFading: { readonly fromMonths: number; readonly toMonths: number };
  readonly visitorDays: number;
  /** The probabilities of the models; and how many times the usual gap is overdue, and gone. */
  readonly atRisk: {
    readonly alive: { readonly enter: number; readonly stay: number };
    readonly churn: { readonly enter: number; readonly stay: number };
    readonly overdueGaps: number;
    readonly goneGaps: number;
  };
  /** Signed up at least so many days ago. */
  readonly inactiveSubscriberDays: number;
  /** How fine RFM tells customers apart: in three profiles, or in the eleven usual ones. */
  readonly rfm: 'three' | 'eleven';
  /** Of several segments the first in this order is a customer's main one; what is not named comes after, in our order. */
  readonly priority: readonly AnySegment[];
}

/**
 * The lines usual in the field: the top tenth, left below the top 15 %; 180 days; a score as a checkout
 * has that was begun half a day ago; the top quarter; 6 to 12 months; 90 days; likelier gone than not, 1.5 usual gaps overdue and not yet three.
 */
export const defaultSegments: SegmentsPolicy = {
  vip: { enter: 10, stay: 15, minimumOrders: 2 },
  loyaltyActive: { days: 180, gaps: 2 },
  ambassador: { referralDays: 365, reviews: 3 },
  highIntent: { enter: 7, stay: 3.5 },
  priceSensitive: { enter: 25, stay: 30, minimumOrders: 3, minimumLines: 10 },
  firstTimeFading: { fromMonths: 6, toMonths: 12 },
  visitorDays: 90,
  atRisk: {
    alive: { enter: 0.5, stay: 0.6 },
    churn: { enter: 0.66, stay: 0.6 },
    overdueGaps: 1.5,
    goneGaps: 3,
  },
  inactiveSubscriberDays: 30,
  rfm: 'eleven',
  priority: [
    'vip',
    'recurring',
    'loyalty-active',
    'loyalty-inactive',
    'ambassador',
    'high-intent',
    'price-sensitive',
    'first-time-fading',
    'visitor',
    'at-risk',
    'inactive-subscriber',
  ],
};
