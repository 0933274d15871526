import { journey } from '../../../workflows/core/journey.ts';
import { cartAbandonment as released } from '../../../workflows/cart-abandonment.ts';

/** The released journey without its second message, and without `patched()`. */
export const cartAbandonment = journey(released.spec, async (j) => {
  await j.send('email', 'cart/reminder');
  await j.wait('1 day');
  await j.wait('2 days');
  await j.send('email', 'cart/offer', { offer: 'none' });
});
