import type { SegmentRule } from '../segment.ts';
import { usesPoints } from './loyalty-active.ts';

/** Members of the loyalty programme who let their points lie (R98). */
export const loyaltyInactive: SegmentRule<'loyalty-inactive'> = {
  name: 'loyalty-inactive',
  title: { fr: 'Membres fidélité inactifs', en: 'Inactive loyalty members' },
  sentence: {
    fr: 'Membre du programme de fidélité qui n’utilise pas ses points.',
    en: 'Member of the loyalty programme who does not use points.',
  },
  goal: {
    outcome: 'purchase',
    within: '60 days',
    words: { fr: 'Faire utiliser les points', en: 'Have them use their points' },
  },
  holds: (facts, context) => facts.loyalty !== undefined && !usesPoints(facts, context),
};
