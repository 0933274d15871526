import { rfmSegment } from './profile.ts';

/** Bought lately, and some (R106). */
export const rfmPotentialLoyalist = rfmSegment({
  name: 'rfm-potential-loyalist',
  title: { fr: 'RFM : fidèles en devenir', en: 'RFM: potential loyalists' },
  sentence: {
    fr: 'A acheté récemment, et déjà plus que les tout nouveaux.',
    en: 'Bought lately, and more than the very new.',
  },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Installer l’habitude : un achat sous 60 jours', en: 'Form a habit: an order within 60 days' },
  },
  groups: ['potential_loyalist'],
});
