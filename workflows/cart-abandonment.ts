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
    expires: '12 hours',
    experiments: [cartOffer],
  },
  async (j) => {
    await j.send('email', 'cart/reminder');
    await j.wait('1 day');
    await j.send('email', 'cart/reassurance');
    await j.wait('2 days');
    await j.send('email', 'cart/offer', { offer: j.split(cartOffer) });
  },
);
