import { patched } from '@temporalio/workflow';
import { cartAbandonment as released } from '../../../workflows/cart-abandonment.ts';
import { journey } from '../../../workflows/core/journey.ts';

/** The next release: a reminder more before the offer, for runs that had not come so far. */
export const cartAbandonment = journey(released.spec, async (j) => {
  await j.send('email', 'cart/reminder');
  await j.wait('1 day');
  await j.send('email', 'cart/reassurance');
  if (patched('second-reminder')) {
    await j.wait('1 day');
    await j.send('email', 'cart/reminder');
  }
  await j.wait('2 days');
  await j.send('email', 'cart/offer', { offer: 'none' });
});
