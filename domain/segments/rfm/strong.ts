import { rfmSegment } from './profile.ts';

/** The best groups, for shops that tell three profiles apart (R106). */
export const rfmStrong = rfmSegment(
  {
    name: 'rfm-strong',
    title: { fr: 'RFM : forts', en: 'RFM: strong' },
    sentence: {
      fr: 'A acheté souvent ou pour beaucoup : à garder.',
      en: 'Bought often or for much: to be kept.',
    },
    goal: {
      outcome: 'repurchase',
      within: '90 days',
      words: { fr: 'Garder : un achat sous 90 jours', en: 'Keep them: an order within 90 days' },
    },
    groups: ['champions', 'loyal', 'cannot_lose'],
  },
  'three',
);
