import { rfmSegment } from './profile.ts';

/** Bought fairly lately, and little so far (R106). */
export const rfmPromising = rfmSegment({
  name: 'rfm-promising',
  title: { fr: 'RFM : prometteurs', en: 'RFM: promising' },
  sentence: {
    fr: 'A acheté assez récemment, peu jusqu’ici.',
    en: 'Bought fairly lately, little so far.',
  },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Donner envie de revenir', en: 'A reason to come back' },
  },
  groups: ['promising'],
});
