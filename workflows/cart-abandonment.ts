import { cartEmptied, cartUpdated, checkoutStarted, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

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
  },
  async (j) => {
    await j.send('email', 'cart/reminder');
    await j.wait('1 day');
    await j.send('email', 'cart/reassurance');
    await j.wait('2 days');
    await j.send('email', 'cart/offer', { offer: j.split('cart-offer', { none: 50, cartTen: 50 }) });
  },
);
