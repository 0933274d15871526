import { rfmSegment } from './profile.ts';

/** Least, and longest ago (R106). */
export const rfmLost = rfmSegment({
  name: 'rfm-lost',
  title: { fr: 'RFM : perdus', en: 'RFM: lost' },
  sentence: {
    fr: 'A très peu acheté, il y a très longtemps.',
    en: 'Bought very little, and very long ago.',
  },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Laisser en paix, sauf grande occasion', en: 'Leave them in peace, but for a great occasion' },
  },
  groups: ['lost'],
});
