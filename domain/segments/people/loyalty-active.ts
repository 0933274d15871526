import { isWithin, type SegmentContext } from '../context.ts';
import type { SegmentFacts } from '../facts.ts';
import type { SegmentRule } from '../segment.ts';
import { usualGapDays } from '../buyers/at-risk.ts';

/** Members of the loyalty programme who use their points (R98). */
export const loyaltyActive: SegmentRule<'loyalty-active'> = {
  name: 'loyalty-active',
  title: { fr: 'Membres fidélité actifs', en: 'Active loyalty members' },
  sentence: {
    fr: 'Membre du programme de fidélité, a utilisé ses points récemment.',
    en: 'Member of the loyalty programme who lately used points.',
  },
  goal: {
    outcome: 'repurchase',
    within: '90 days',
    words: { fr: 'Monter en grade : un achat sous 90 jours', en: 'The next tier: an order within 90 days' },
  },
  holds: (facts, context) => usesPoints(facts, context),
};

/** Whether a member used points lately: within the policy's days, or longer for who buys seldom. */
export const usesPoints = ({ loyalty, orders }: SegmentFacts, context: SegmentContext): boolean => {
  const { days, gaps } = context.policy.loyaltyActive;
  const own = orders.gaps.count > 0 ? Math.ceil(gaps * usualGapDays(orders, context)) : 0;
  return isWithin(loyalty?.redeemedAt, Math.max(days, own), context);
};
