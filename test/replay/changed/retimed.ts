import { journey } from '../../../workflows/core/journey.ts';
import { cartAbandonment as released } from '../../../workflows/cart-abandonment.ts';

/** The released journey with other delays and another offer: a change that runs in flight survive. */
export const cartAbandonment = journey({ ...released.spec, expires: '6 hours' }, async (j) => {
  await j.send('email', 'cart/reminder');
  await j.wait('3 days');
  await j.send('email', 'cart/reassurance');
  await j.wait('5 days');
  await j.send('email', 'cart/offer', { offer: 'none' });
});
