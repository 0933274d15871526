import type { SegmentRule } from '../segment.ts';

/** Who never bought. */
export const prospect: SegmentRule<'prospect'> = {
  name: 'prospect',
  title: { fr: 'Prospects', en: 'Prospects' },
  sentence: { fr: 'N’a jamais acheté.', en: 'Never bought.' },
  goal: {
    outcome: 'first-purchase',
    within: '60 days',
    words: { fr: 'Un premier achat', en: 'A first order' },
  },
  holds: ({ orders }) => orders.days === 0,
};
