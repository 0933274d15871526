import { newsletterSubscribed, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Welcomes who signed up with five messages in nine days, and two more after a month; ends with the first order. */
export const welcome = journey(
  {
    name: 'welcome',
    trigger: newsletterSubscribed,
    entry: { orders: 'none' },
    reentry: '180 days',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'welcome',
    cadence: {
      brand: '2 days',
      bestSellers: '4 days',
      reviews: '7 days',
      gift: '9 days',
      advice: '30 days',
      goodbye: '36 days',
    },
    expires: '1 day',
    goal: { kind: 'first-purchase', within: '45 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    essential: true,
    begins: 'off',
  },
  async (j) => {
    if (j.event.via === 'popup') await j.send('email', 'welcome/popup', { offer: 'welcomeGift' });
    else await j.send('email', firstOf[j.event.via] ?? 'welcome/newsletter');
    if (await j.reach('brand')) await j.send('email', 'welcome/brand');
    if (await j.reach('bestSellers')) await j.send('email', 'welcome/best-sellers');
    if (await j.reach('reviews')) await j.send('email', 'welcome/reviews');
    if (await j.reach('gift')) await j.send('email', 'welcome/gift', { offer: 'welcomeGift' });
    if (await j.reach('advice')) await j.send('email', 'welcome/advice');
    if (await j.reach('goodbye')) await j.send('email', 'welcome/goodbye');
  },
);

/** What the first message speaks of: the way by which somebody signed up. */
const firstOf = { newsletter: 'welcome/newsletter', quiz: 'welcome/quiz', guide: 'welcome/guide' } as const;
