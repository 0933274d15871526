import { rfmSegment } from './profile.ts';

/** Little, and a while ago (R106). */
export const rfmAboutToSleep = rfmSegment({
  name: 'rfm-about-to-sleep',
  title: { fr: 'RFM : sur le point de s’endormir', en: 'RFM: about to sleep' },
  sentence: {
    fr: 'A peu acheté, il y a un moment déjà.',
    en: 'Bought little, and a while ago already.',
  },
  goal: {
    outcome: 'repurchase',
    within: '45 days',
    words: { fr: 'Réveiller : un achat sous 45 jours', en: 'Wake them: an order within 45 days' },
  },
  groups: ['about_to_sleep'],
});
