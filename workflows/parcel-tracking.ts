import { orderCancelled, orderShipped } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells of each parcel that it has left, and where to follow it. */
export const parcelTracking = journey(
  {
    name: 'parcelTracking',
    trigger: orderShipped,
    subject: 'parcelId',
    reentry: 'never',
    exitOn: [orderCancelled.by('orderId')],
    purpose: 'transactional',
    rank: 'transactional',
    expires: '2 days',
    goal: { kind: 'service' },
    needs: ['email'],
    owner: 'Logistics',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'order/shipped');
  },
);
