import { customerBought, orderCancelled, orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Shows who bought in a shop with a door what they find on the web: what goes with it, and a welcome there. */
export const storeToWeb = journey(
  {
    name: 'storeToWeb',
    trigger: customerBought,
    entry: { where: { place: 'store' } },
    restarts: true,
    reentry: '90 days',
    exitOn: [orderPlaced, orderCancelled.by('orderId'), orderReturned.by('orderId')],
    purpose: 'marketing',
    rank: 'post-purchase',
    idle: '2 days',
    expires: '2 days',
    goal: { kind: 'repurchase', within: '60 days' },
    needs: ['email'],
    owner: 'Stores',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'store/online', { offer: 'onlineWelcome' });
  },
);
