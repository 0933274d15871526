import type { SegmentRule } from '../segment.ts';
import { isVip } from './vip.ts';

/** Who bought on several days without being a VIP (R97). */
export const recurring: SegmentRule<'recurring'> = {
  name: 'recurring',
  title: { fr: 'Acheteurs récurrents', en: 'Recurring buyers' },
  sentence: {
    fr: 'A acheté plusieurs fois, à des jours différents, sans être VIP.',
    en: 'Bought several times, on different days, and is no VIP.',
  },
  goal: {
    outcome: 'repurchase',
    within: '90 days',
    words: { fr: 'Augmenter le panier : un achat sous 90 jours', en: 'Larger baskets: an order within 90 days' },
  },
  holds: (facts, context, before) => facts.orders.days >= 2 && !isVip(facts, context, before),
};
