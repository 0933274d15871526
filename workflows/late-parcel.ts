import { orderCancelled, orderDelayed, orderDelivered } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells that an order comes late before its customer has to ask, at most once a day. */
export const lateParcel = journey(
  {
    name: 'lateParcel',
    trigger: orderDelayed,
    subject: 'orderId',
    reentry: '1 day',
    exitOn: [orderCancelled.by('orderId'), orderDelivered.by('orderId')],
    purpose: 'transactional',
    rank: 'transactional',
    expires: '1 day',
    goal: { kind: 'service' },
    needs: ['email'],
    owner: 'Logistics',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send(['sms', 'email'], 'order/late');
  },
);
