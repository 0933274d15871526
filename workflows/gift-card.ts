import { cartEmptied, cartUpdated, checkoutStarted, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Recommends a digital gift card to who fills a cart when parcels come too late for a date that the shop names. */
export const giftCard = journey(
  {
    name: 'giftCard',
    trigger: [cartUpdated, checkoutStarted],
    subject: 'cartId',
    entry: { delivery: 'missed' },
    reentry: '30 days',
    exitOn: [orderPlaced, cartEmptied.by('cartId')],
    purpose: 'marketing',
    rank: 'cart',
    idle: '2 hours',
    expires: '12 hours',
    goal: { kind: 'purchase' },
    requires: ['deliveryTime'],
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'gift-card/in-time');
  },
);
