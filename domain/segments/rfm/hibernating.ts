import { rfmSegment } from './profile.ts';

/** Little, and long ago (R106). */
export const rfmHibernating = rfmSegment({
  name: 'rfm-hibernating',
  title: { fr: 'RFM : en hibernation', en: 'RFM: hibernating' },
  sentence: {
    fr: 'A peu acheté, il y a longtemps.',
    en: 'Bought little, and long ago.',
  },
  goal: {
    outcome: 'repurchase',
    within: '60 days',
    words: { fr: 'Un dernier essai, à faible pression', en: 'One more try, with little pressure' },
  },
  groups: ['hibernating'],
});
