import { cartEmptied, cartUpdated, checkoutStarted, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Reminds of a valuable cart by text message on its second day, between two e-mails; ends with the order. */
export const cartText = journey(
  {
    name: 'cartText',
    trigger: [cartUpdated, checkoutStarted],
    subject: 'cartId',
    reentry: '7 days',
    exitOn: [orderPlaced, cartEmptied.by('cartId')],
    purpose: 'marketing',
    rank: 'cart',
    // A day on which no e-mail about the cart is due. Which cart is worth it the policy `sms` says.
    idle: '2 days',
    expires: '12 hours',
    goal: { kind: 'purchase' },
    needs: ['phone', 'title', 'price'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('sms', 'cart/reminder');
  },
);
