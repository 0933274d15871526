import { rfmSegment } from './profile.ts';

/** The best, and longest ago (R106). */
export const rfmCannotLose = rfmSegment({
  name: 'rfm-cannot-lose',
  title: { fr: 'RFM : à ne pas perdre', en: 'RFM: cannot lose them' },
  sentence: {
    fr: 'Parmi les meilleurs clients, et absent depuis le plus longtemps.',
    en: 'Among the best customers, and away for the longest.',
  },
  goal: {
    outcome: 'churn-avoided',
    within: '60 days',
    words: { fr: 'Reconquérir à tout prix raisonnable', en: 'Win them back at any reasonable price' },
  },
  groups: ['cannot_lose'],
});
