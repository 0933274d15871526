import { orderCancelled, orderDelivered, readyForPickup } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells that an order lies ready to be fetched, and once more when nobody has come for it. */
export const clickAndCollect = journey(
  {
    name: 'clickAndCollect',
    trigger: readyForPickup,
    subject: 'orderId',
    reentry: 'always',
    exitOn: [orderCancelled.by('orderId'), orderDelivered.by('orderId')],
    purpose: 'transactional',
    rank: 'transactional',
    cadence: { reminder: '3 days' },
    expires: '1 day',
    goal: { kind: 'service' },
    needs: ['email'],
    owner: 'Logistics',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send(['sms', 'email'], 'order/ready');
    if (await j.reach('reminder')) await j.send(['sms', 'email'], 'order/still-ready');
  },
);
