import { orderCancelled, orderReturned, productBought } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Two days after an event, tells who bought something that is used up by when it will be, from their own purchases. */
export const eventRenewal = journey(
  {
    name: 'eventRenewal',
    trigger: productBought,
    entry: { during: ['event', 'dday'] },
    reentry: '60 days',
    exitOn: [orderCancelled.by('orderId'), orderReturned.by('orderId')],
    purpose: 'marketing',
    rank: 'replenishment',
    // Not before the event is over, however long it lasts.
    idle: { normal: '0s', event: '365 days', dday: '365 days' },
    cadence: { planned: '2 days' },
    expires: '2 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'usageDuration', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.wait('planned')) await j.send('email', 'replenishment/planned');
  },
);
