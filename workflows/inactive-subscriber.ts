import { newsletterSubscribed, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Shows who signed up a season ago and never bought what the shop stands for, where to begin, and an offer to discover it by. */
export const inactiveSubscriber = journey(
  {
    name: 'inactiveSubscriber',
    trigger: newsletterSubscribed,
    entry: { orders: 'none' },
    reentry: '365 days',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'win-back',
    cadence: { story: '90 days', bestSellers: '97 days', gift: '104 days' },
    expires: '3 days',
    goal: { kind: 'first-purchase', within: '120 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.reach('story')) await j.send('email', 'discovery/story');
    if (await j.reach('bestSellers')) await j.send('email', 'discovery/best-sellers');
    if (await j.reach('gift')) await j.send('email', 'discovery/gift', { offer: 'discoveryGift' });
  },
);
