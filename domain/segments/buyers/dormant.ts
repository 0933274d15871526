import { dayMillis } from '../../civil/day.ts';
import { durationMillis } from '../../time/duration.ts';
import { daysSince } from '../context.ts';
import type { SegmentRule } from '../segment.ts';

/** Buyers who have not bought for long; how long is the policy's `value.dormantAfter` (R108). */
export const dormant: SegmentRule<'dormant'> = {
  name: 'dormant',
  title: { fr: 'Clients dormants', en: 'Dormant customers' },
  sentence: { fr: 'A acheté, mais plus depuis longtemps.', en: 'Bought, but not for a long time.' },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Réactiver : un achat sous 60 jours', en: 'Bring them back: an order within 60 days' },
  },
  holds: ({ orders: { last } }, context) =>
    last !== undefined && daysSince(last, context) * dayMillis >= durationMillis(context.value.dormantAfter),
};
