import type { SegmentContext } from '../context.ts';
import type { SegmentFacts } from '../facts.ts';
import type { SegmentRule } from '../segment.ts';

/** Who is about to buy, by what they looked at and put into carts since their last order (R100, R113). */
export const highIntent: SegmentRule<'high-intent'> = {
  name: 'high-intent',
  title: { fr: 'Forte intention d’achat', en: 'High purchase intent' },
  sentence: {
    fr: 'Regarde, revient, met au panier : tout indique un achat prochain.',
    en: 'Looks, comes back, fills a cart: everything points to an order soon.',
  },
  goal: {
    outcome: 'purchase',
    within: '7 days',
    words: { fr: 'Acheter cette semaine', en: 'An order this week' },
  },
  holds: ({ signals: { intent } }, { policy: { highIntent: line } }, before) =>
    intent !== undefined && intent.score >= (before.has('high-intent') ? line.stay : line.enter),
  until: (facts, context) => fadesAt(facts, context),
};

/** When a score that only fades comes below the line: score · 2^(-t / halfLife) < stay. */
const fadesAt = (
  { signals: { intent } }: SegmentFacts,
  { now, policy: { highIntent: line } }: SegmentContext,
): number | undefined =>
  intent && intent.score >= line.stay && line.stay > 0
    ? now + Math.floor(intent.halfLife * Math.log2(intent.score / line.stay)) + 1
    : undefined;
