import type { SegmentRule } from '../segment.ts';

/** Who buys cheaper more than others do, and bought often enough to tell (R101). */
export const priceSensitive: SegmentRule<'price-sensitive'> = {
  name: 'price-sensitive',
  title: { fr: 'Sensibles au prix', en: 'Price-sensitive' },
  sentence: {
    fr: 'Achète en promotion plus souvent que les autres.',
    en: 'Buys at a reduced price more often than others do.',
  },
  goal: {
    outcome: 'purchase',
    within: '30 days',
    words: { fr: 'Un achat à marge tenue', en: 'An order that keeps its margin' },
  },
  holds: ({ orders, signals: { discounts } }, { policy: { priceSensitive: line }, cuts }, before) => {
    if (!discounts || !cuts.discounts) return false;
    if (orders.days < line.minimumOrders && discounts.lines < line.minimumLines) return false;
    return discounts.index >= (before.has('price-sensitive') ? cuts.discounts.stay : cuts.discounts.enter);
  },
};
