import { orderPlaced, wishlistAdded } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Invites who put something on their list on the web to see it in the shop, with a coupon for there; ends with an order. */
export const webToStore = journey(
  {
    name: 'webToStore',
    trigger: wishlistAdded,
    reentry: '30 days',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'browse',
    idle: '1 day',
    expires: '2 days',
    goal: { kind: 'purchase' },
    needs: ['email', 'title'],
    owner: 'Stores',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'store/visit', { offer: 'storeVisit' });
  },
);
