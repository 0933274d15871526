import type { SegmentRule } from '../segment.ts';
import { isVip } from './vip.ts';

/** Who bought on one day only, whenever that was. */
export const firstTime: SegmentRule<'first-time'> = {
  name: 'first-time',
  title: { fr: 'Nouveaux acheteurs', en: 'New buyers' },
  sentence: { fr: 'A acheté une fois, et une seule.', en: 'Bought once, and once only.' },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Un deuxième achat sous 60 jours', en: 'A second order within 60 days' },
  },
  // A shop whose policy asks a VIP for one order only has VIPs among them.
  holds: (facts, context, before) => facts.orders.days === 1 && !isVip(facts, context, before),
};
