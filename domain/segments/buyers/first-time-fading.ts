import { monthsLater } from '../../civil/months.ts';
import type { SegmentRule } from '../segment.ts';

/** First-time buyers who have not come back: bought 6 to 12 months ago, no second order (R102). */
export const firstTimeFading: SegmentRule<'first-time-fading'> = {
  name: 'first-time-fading',
  title: { fr: 'Primo-acheteurs sans suite', en: 'First-time buyers who did not return' },
  sentence: {
    fr: 'A acheté une seule fois, il y a 6 à 12 mois.',
    en: 'Bought once only, 6 to 12 months ago.',
  },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Le deuxième achat, avant un an', en: 'The second order, before a year has passed' },
  },
  holds: ({ orders }, { policy: { firstTimeFading: months }, today }) =>
    orders.days === 1 &&
    orders.last !== undefined &&
    monthsLater(orders.last, months.fromMonths) <= today &&
    today < monthsLater(orders.last, months.toMonths),
};
