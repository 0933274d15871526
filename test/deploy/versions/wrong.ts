import { cartAbandonment as released } from '../../../workflows/cart-abandonment.ts';
import { journey } from '../../../workflows/core/journey.ts';

/** A release that changes what runs have behind them, without `patched()`: what must be seen at once. */
export const cartAbandonment = journey(released.spec, async (j) => {
  await j.wait('12 hours');
  await j.send('email', 'cart/reminder');
  await j.wait('1 day');
  await j.send('email', 'cart/reassurance');
});
