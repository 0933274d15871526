import { daysSince, type SegmentContext } from '../context.ts';
import type { OrdersOfCustomer } from '../facts.ts';
import type { SegmentRule } from '../segment.ts';

/** Who is about to be lost and is not yet: by the models, or by their own rhythm while there are none (R104). */
export const atRisk: SegmentRule<'at-risk'> = {
  name: 'at-risk',
  title: { fr: 'À risque', en: 'At risk' },
  sentence: {
    fr: 'A acheté plusieurs fois et semble partir : en retard sur son rythme habituel, sans être déjà perdu.',
    en: 'Bought several times and seems to be leaving: later than is usual for them, and not yet gone.',
  },
  goal: {
    outcome: 'churn-avoided',
    within: '60 days',
    words: { fr: 'Retenir : un achat sous 60 jours', en: 'Hold them: an order within 60 days' },
  },
  holds: ({ orders, score }, context, before) => {
    if (orders.days < 2 || orders.last === undefined) return false;
    const { alive, churn, overdueGaps, goneGaps } = context.policy.atRisk;
    const gaps = daysSince(orders.last, context) / usualGapDays(orders, context);
    if (gaps > goneGaps) return false;
    const isOverdue = gaps > overdueGaps;
    if (!score) return isOverdue;
    const side = before.has('at-risk') ? 'stay' : 'enter';
    return (isOverdue || score.churn > churn[side]) && score.alive < alive[side];
  },
};

/** As many gaps as the shop's own counts for beside a customer's: sigma² / tau² of the log-normal model on CDNOW. */
const pseudoGaps = 3.5;

/**
 * The usual days between two purchases of a customer: their own gaps, drawn towards the shop's while they are few. Of the
 * logarithms, so that it is the median of a log-normal.
 */
export const usualGapDays = (
  { gaps }: Pick<OrdersOfCustomer, 'gaps'>,
  { cuts, cycleDays }: Pick<SegmentContext, 'cuts' | 'cycleDays'>,
): number => {
  const ofShop = cuts.gapLogMean ?? Math.log(cycleDays);
  const days = Math.exp((gaps.logSum + pseudoGaps * ofShop) / (gaps.count + pseudoGaps));
  // 60 days, not 59.99999999999999: what is 1.5 times as much is not more.
  return Math.round(days * 1e6) / 1e6;
};
