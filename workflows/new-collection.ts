import { customerBought, orderCancelled, orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Once the sales are over, leads who bought something reduced in them to what is new, and to what makes buying easy; no discount. */
export const newCollection = journey(
  {
    name: 'newCollection',
    trigger: customerBought,
    entry: { during: ['event', 'dday'], where: { discounted: 'yes' } },
    reentry: '60 days',
    exitOn: [orderPlaced, orderCancelled.by('orderId'), orderReturned.by('orderId')],
    restarts: true,
    purpose: 'marketing',
    rank: 'loyalty',
    // Not before the event is over, however long it lasts.
    idle: { normal: '0s', event: '365 days', dday: '365 days' },
    cadence: { collection: '5 days', services: '11 days' },
    expires: '3 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email', 'price', 'orderLines'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.wait('collection')) await j.send('email', 'collection/new');
    if (await j.wait('services')) await j.send(['sms', 'email'], 'collection/services');
  },
);
