import { isWithin } from '../context.ts';
import type { SegmentRule } from '../segment.ts';

/** Customers who bring others: by referral, or by their reviews (R99). */
export const ambassador: SegmentRule<'ambassador'> = {
  name: 'ambassador',
  title: { fr: 'Ambassadeurs', en: 'Ambassadors' },
  sentence: {
    fr: 'Client dont un filleul a acheté dans l’année, ou qui a laissé plusieurs bons avis.',
    en: 'Customer of whose friends one bought within a year, or who left several good reviews.',
  },
  goal: {
    outcome: 'purchase',
    within: '90 days',
    words: { fr: 'Un nouveau filleul', en: 'Another friend who buys' },
  },
  holds: ({ orders, advocacy }, context) => {
    const { referralDays, reviews } = context.policy.ambassador;
    return orders.days > 0 && (isWithin(advocacy.lastReferralAt, referralDays, context) || advocacy.reviews >= reviews);
  },
};
