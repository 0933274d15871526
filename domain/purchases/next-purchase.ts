import { normalCdf, normalQuantile } from '../special/normal.ts';
import type { UsualGap } from './usual-gap.ts';

/** The purchase that the next is counted from. */
export interface LastPurchase {
  readonly day: number;
  readonly units: number;
}

/**
 * The day by which `share` of such customers bought again, of those who had not by `today`; between two days. Somebody
 * overdue is expected after today, however late.
 */
export const dayByShare = (gap: UsualGap, last: LastPurchase, share: number, today = last.day): number => {
  const typical = last.units * Math.exp(gap.mean);
  const waited = today - last.day;
  // The smaller tail: what is left of the other would be lost beside 1.
  const late = waited > 0 ? normalCdf((gap.mean - Math.log(waited / last.units)) / gap.deviation) : 1;
  const day = last.day + typical * Math.exp(-gap.deviation * normalQuantile((1 - share) * late));
  return late > 0 ? Math.max(day, today) : today;
};

/** When a customer will need a product again, and when to speak of it. */
export interface NextPurchase {
  /** The point that errs least in days; half buy before. */
  readonly day: number;
  /** Four of five buy between these two. */
  readonly from: number;
  readonly to: number;
  /** A whole day on which a reminder comes before the need of most; today when that day is over. */
  readonly remindOn: number;
  /** Half of such customers would have bought by today. */
  readonly overdue: boolean;
  readonly evidence: UsualGap['evidence'];
}

/** Of a hundred customers this many need the product before the reminder's day plus its lead time. */
const remindedAfter = 0.25;

/** `leadDays` is what passes from a reminder to the goods at the door. */
export const nextPurchase = (
  gap: UsualGap,
  last: LastPurchase,
  { today, leadDays = 0 }: { readonly today: number; readonly leadDays?: number },
): NextPurchase => ({
  day: dayByShare(gap, last, 0.5, today),
  from: dayByShare(gap, last, 0.1, today),
  to: dayByShare(gap, last, 0.9, today),
  remindOn: Math.max(today, Math.floor(dayByShare(gap, last, remindedAfter) - leadDays)),
  overdue: today > dayByShare(gap, last, 0.5),
  evidence: gap.evidence,
});
