import { CancellationScope, sleep } from '@temporalio/workflow';
import { cartEmptied, cartUpdated, checkoutStarted, orderPlaced } from '../../workflows/core/events.ts';
import { journey } from '../../workflows/core/journey.ts';

// Journeys that are drawn in tests alone.

const spec = {
  trigger: cartUpdated,
  subject: 'cartId',
  reentry: '7 days',
  exitOn: [orderPlaced, cartEmptied.by('cartId')],
  purpose: 'marketing',
  rank: 'cart',
  idle: '1 hour',
  expires: '12 hours',
} as const;

/** Takes another road by an arm, by an event and by what became of a message. */
export const forked = journey({ ...spec, name: 'forked', listens: [checkoutStarted] }, async (j) => {
  const { outcome } = await j.send('email', 'cart/reminder');
  if (outcome === 'withheld') return;
  if (await j.waitFor(checkoutStarted, '2 days')) {
    await j.wait('1 hour');
    await j.send('email', 'cart/reassurance', { purpose: 'transactional' });
  } else await j.send('email', 'cart/offer', { offer: j.split('arm', { none: 50, cartTen: 50 }) });
});

/** Begins earlier the busier the season. */
export const seasonal = journey(
  { ...spec, name: 'seasonal', idle: { normal: '1 hour', event: '15 minutes', dday: '10 minutes' } },
  async (j) => {
    await j.send('email', 'cart/reminder');
    await j.wait('1 day');
    await j.send('email', 'cart/reassurance');
  },
);

/** Shuts its ears: no exit ends what it waits for. */
export const deaf = journey({ ...spec, name: 'deaf' }, async (j) => {
  await j.send('email', 'cart/reminder');
  await CancellationScope.nonCancellable(async () => sleep('1 day'));
});
