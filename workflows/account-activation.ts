import { customerCreated, newsletterSubscribed, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Shows who made an account and bought nothing their way around, then what others chose; closes after a month. */
export const accountActivation = journey(
  {
    name: 'accountActivation',
    trigger: customerCreated,
    entry: { orders: 'none' },
    givesWayTo: ['welcome'],
    reentry: 'never',
    exitOn: [orderPlaced, newsletterSubscribed],
    purpose: 'marketing',
    rank: 'welcome',
    // Who orders, or signs up for the newsletter, at once needs no second welcome.
    idle: '1 hour',
    cadence: { reviews: '3 days', bestSellers: '7 days', close: '30 days' },
    expires: '1 day',
    goal: { kind: 'first-purchase', within: '30 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    // It tells of the account alone, which needs no consent.
    await j.send('email', 'account/start', { purpose: 'transactional' });
    if (await j.reach('reviews')) await j.send('email', 'account/reviews');
    if (await j.reach('bestSellers')) await j.send('email', 'account/best-sellers', { offer: 'accountGift' });
    await j.reach('close');
  },
);
