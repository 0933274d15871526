import type { Experiment } from '../domain/journey.ts';
import { cartEmptied, cartUpdated, checkoutStarted, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Whether a cart comes back for ten percent that would not have come back without. */
const cartOffer = {
  name: 'cart-offer',
  about: 'offer',
  arms: { none: 50, cartTen: 50 },
  control: 'none',
} as const satisfies Experiment;

/** Three nudges over three days; stops the moment the cart is bought or emptied. */
export const cartAbandonment = journey(
  {
    name: 'cartAbandonment',
    trigger: [cartUpdated, checkoutStarted],
    subject: 'cartId',
    reentry: '7 days',
    exitOn: [orderPlaced, cartEmptied.by('cartId')],
    purpose: 'marketing',
    rank: 'cart',
    idle: { normal: '1 hour', event: '15 minutes', dday: '10 minutes' },
    cadence: { reassurance: '1 day', offer: '2 days' },
    expires: '12 hours',
    experiments: [cartOffer],
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    essential: true,
  },
  async (j) => {
    await j.send('email', 'cart/reminder');
    if (await j.wait('reassurance')) await j.send('email', 'cart/reassurance');
    if (await j.wait('offer')) await j.send('email', 'cart/offer', { offer: j.split(cartOffer) });
  },
);
