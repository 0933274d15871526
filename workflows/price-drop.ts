import {
  alertCancelled,
  cartUpdated,
  checkoutStarted,
  orderPlaced,
  priceDropped,
  wishlistRemoved,
} from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells who is interested in a product that it costs less than what they saw, and less than it ever did in the 30 days before. */
export const priceDrop = journey(
  {
    name: 'priceDrop',
    trigger: priceDropped,
    subject: 'productId',
    givesWayTo: ['cartAbandonment'],
    reentry: 'always',
    exitOn: [
      orderPlaced,
      cartUpdated,
      checkoutStarted,
      wishlistRemoved.by('productId'),
      alertCancelled.by('productId'),
    ],
    purpose: 'marketing',
    rank: 'alert',
    // A price that was a mistake is often put right within minutes.
    idle: '15 minutes',
    cadence: { alert: '0s' },
    expires: '1 day',
    maxAge: '3 days',
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price', 'picture', 'page'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (!(await j.wait('alert'))) return;
    const purpose = j.event.interest === 'asked' ? 'transactional' : 'marketing';
    await j.send('email', 'alert/price-drop', { purpose });
  },
);
