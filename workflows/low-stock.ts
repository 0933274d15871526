import {
  alertCancelled,
  cartUpdated,
  checkoutStarted,
  lowInStock,
  orderPlaced,
  wishlistRemoved,
} from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells who wished for a product, or left it in a cart, that few are left: how many, as it is when the message goes out. */
export const lowStock = journey(
  {
    name: 'lowStock',
    trigger: lowInStock,
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
    cadence: { alert: '0s' },
    expires: '12 hours',
    maxAge: '3 days',
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price', 'stock', 'picture', 'page'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.reach('alert')) await j.send('email', 'alert/low-stock');
  },
);
