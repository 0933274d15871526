import { journey } from '../../../workflows/core/journey.ts';
import { cartAbandonment as released } from '../../../workflows/cart-abandonment.ts';

/** The released journey with its first two lines exchanged: the mistake that replay must find. */
export const cartAbandonment = journey(released.spec, async (j) => {
  await j.wait('1 day');
  await j.send('email', 'cart/reminder');
  await j.send('email', 'cart/reassurance');
  await j.wait('2 days');
  await j.send('email', 'cart/offer', { offer: 'none' });
});
