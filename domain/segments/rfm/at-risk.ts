import { rfmSegment } from './profile.ts';

/** Bought often, and long ago (R106). */
export const rfmAtRisk = rfmSegment({
  name: 'rfm-at-risk',
  title: { fr: 'RFM : à risque', en: 'RFM: at risk' },
  sentence: {
    fr: 'Achetait souvent ou pour beaucoup, plus depuis longtemps.',
    en: 'Used to buy often or for much, not for a long time.',
  },
  goal: {
    outcome: 'churn-avoided',
    within: '60 days',
    words: { fr: 'Reconquérir', en: 'Win them back' },
  },
  groups: ['at_risk'],
});
