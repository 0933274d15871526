import { rfmSegment } from './profile.ts';

/** Between the strong and the weak (R106). */
export const rfmMiddle = rfmSegment(
  {
    name: 'rfm-middle',
    title: { fr: 'RFM : moyens', en: 'RFM: middle' },
    sentence: {
      fr: 'Achète un peu, ou n’achète plus depuis un moment.',
      en: 'Buys a little, or has not for a while.',
    },
    goal: {
      outcome: 'repurchase',
      within: '60 days',
      words: { fr: 'Un achat sous 60 jours', en: 'An order within 60 days' },
    },
    groups: ['potential_loyalist', 'new', 'promising', 'needs_attention', 'at_risk'],
  },
  'three',
);
