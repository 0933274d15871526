import { rfmSegment } from './profile.ts';

/** Buys often, a while ago at most (R106). */
export const rfmLoyal = rfmSegment({
  name: 'rfm-loyal',
  title: { fr: 'RFM : fidèles', en: 'RFM: loyal' },
  sentence: {
    fr: 'Achète souvent ou pour beaucoup, et encore assez récemment.',
    en: 'Buys often or for much, and still fairly lately.',
  },
  goal: {
    outcome: 'repurchase',
    within: '90 days',
    words: { fr: 'En faire des champions', en: 'Make champions of them' },
  },
  groups: ['loyal'],
});
