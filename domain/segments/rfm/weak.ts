import { rfmSegment } from './profile.ts';

/** Little and long ago: fewer messages (R106, R107). */
export const rfmWeak = rfmSegment(
  {
    name: 'rfm-weak',
    title: { fr: 'RFM : faibles', en: 'RFM: weak' },
    sentence: {
      fr: 'A peu acheté, et il y a longtemps.',
      en: 'Bought little, and long ago.',
    },
    goal: {
      outcome: 'repurchase',
      within: '60 days',
      words: { fr: 'Peu de pression, un chemin à part', en: 'Little pressure, a path of their own' },
    },
    groups: ['about_to_sleep', 'hibernating', 'lost'],
  },
  'three',
);
