import { rfmSegment } from './profile.ts';

/** Bought just now, and little so far (R106). */
export const rfmNew = rfmSegment({
  name: 'rfm-new',
  title: { fr: 'RFM : nouveaux', en: 'RFM: new customers' },
  sentence: {
    fr: 'Vient d’acheter, peu et rarement jusqu’ici.',
    en: 'Has just bought, little and seldom so far.',
  },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Un deuxième achat', en: 'A second order' },
  },
  groups: ['new'],
});
