import { dayMillis } from '../../civil/day.ts';
import type { SegmentRule } from '../segment.ts';

/** Who signed up to hear from the shop and never bought (R105). */
export const inactiveSubscriber: SegmentRule<'inactive-subscriber'> = {
  name: 'inactive-subscriber',
  title: { fr: 'Abonnés inactifs', en: 'Inactive subscribers' },
  sentence: {
    fr: 'Abonné depuis plus d’un mois, n’a jamais acheté.',
    en: 'Subscribed for more than a month, never bought.',
  },
  goal: {
    outcome: 'first-purchase',
    within: '120 days',
    words: { fr: 'Découvrir la marque : un premier achat', en: 'Discover the brand: a first order' },
  },
  holds: ({ orders, subscribed }, { policy, today, startOf }) => {
    // Before the day began that is so many days ago: of that day on they are new.
    const until = startOf(today - (policy.inactiveSubscriberDays - 1) * dayMillis);
    return orders.days === 0 && Object.values(subscribed).some((at) => at < until);
  },
};
