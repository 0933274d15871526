import { customerBought, orderCancelled, orderDelivered, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Confirms an order, helps with the first steps once it has come, then asks for a review; nothing of it after a cancellation or a return. */
export const postPurchase = journey(
  {
    name: 'postPurchase',
    trigger: customerBought,
    subject: 'orderId',
    reentry: 'never',
    exitOn: [orderCancelled.by('orderId'), orderReturned.by('orderId')],
    listens: [orderDelivered],
    purpose: 'marketing',
    rank: 'post-purchase',
    cadence: { confirmation: '0s', unpacked: '1 day', firstSteps: '7 days', review: '4 days' },
    expires: '2 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email', 'orderLines'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    requires: ['deliveryTime'],
    essential: true,
    begins: 'off',
  },
  async (j) => {
    // Who bought in a shop with a door has a ticket, and the thing itself.
    if (j.event.place !== 'store') {
      if (await j.reach('confirmation')) await j.send('email', 'order/confirmation', { purpose: 'transactional' });
      // The real day where the shop tells it, else the one that its parcels usually take.
      await j.waitFor(orderDelivered, `${Number(j.event.deliveryDays)} days`);
      await j.wait('unpacked');
    }
    if (await j.reach('firstSteps')) await j.send('email', 'order/first-steps');
    if (await j.wait('review')) await j.send('email', 'order/review');
  },
);
