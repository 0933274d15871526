import { isWithin } from '../context.ts';
import type { SegmentRule } from '../segment.ts';

/** Whom the shop knows, who looks around and never bought (R103). */
export const visitor: SegmentRule<'visitor'> = {
  name: 'visitor',
  title: { fr: 'Visiteurs', en: 'Visitors' },
  sentence: {
    fr: 'N’a jamais acheté et s’est manifesté dans les 90 derniers jours.',
    en: 'Never bought, and did something in the last 90 days.',
  },
  goal: {
    outcome: 'first-purchase',
    within: '30 days',
    words: { fr: 'Un premier achat sous 30 jours', en: 'A first order within 30 days' },
  },
  holds: ({ orders, contacts, lookedAt }, context) =>
    orders.days === 0 &&
    [...Object.values(contacts), lookedAt].some((at) => isWithin(at, context.policy.visitorDays, context)),
};
