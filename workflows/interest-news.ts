import { interestDeclared } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Sends the news of the category that somebody asked for on the first day of the next event, and of no other category. */
export const interestNews = journey(
  {
    name: 'interestNews',
    trigger: interestDeclared,
    subject: 'interestId',
    reentry: 'always',
    exitOn: [],
    purpose: 'marketing',
    rank: 'loyalty',
    // From the first day of the store's next event.
    cadence: { news: '0s' },
    awaitsEvent: true,
    expires: '1 day',
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'category'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.reachEvent('news', '180 days')) await j.send('email', 'interest/news');
  },
);
