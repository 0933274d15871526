import { rfmSegment } from './profile.ts';

/** Bought lately, often and for much (R106). */
export const rfmChampion = rfmSegment({
  name: 'rfm-champion',
  title: { fr: 'RFM : champions', en: 'RFM: champions' },
  sentence: {
    fr: 'A acheté tout récemment, souvent et beaucoup.',
    en: 'Bought very lately, often and for much.',
  },
  goal: {
    outcome: 'repurchase',
    within: '90 days',
    words: { fr: 'Garder et faire parler d’eux', en: 'Keep them, and have them tell others' },
  },
  groups: ['champions'],
});
