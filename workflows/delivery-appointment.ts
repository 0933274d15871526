import { appointmentSet, orderCancelled, orderDelivered } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells when the carrier comes, and tells it again when that changes. */
export const deliveryAppointment = journey(
  {
    name: 'deliveryAppointment',
    trigger: appointmentSet,
    subject: 'orderId',
    reentry: 'always',
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
    await j.send(['sms', 'email'], 'order/appointment');
  },
);
