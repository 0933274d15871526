import { rfmSegment } from './profile.ts';

/** Average, and a while ago (R106). */
export const rfmNeedsAttention = rfmSegment({
  name: 'rfm-needs-attention',
  title: { fr: 'RFM : à entretenir', en: 'RFM: need attention' },
  sentence: {
    fr: 'Client moyen, qui n’a pas acheté depuis un moment.',
    en: 'An average customer who has not bought for a while.',
  },
  goal: {
    outcome: 'repurchase',
    within: '45 days',
    words: { fr: 'Relancer avant qu’il ne s’éloigne', en: 'Bring them back before they drift away' },
  },
  groups: ['needs_attention'],
});
