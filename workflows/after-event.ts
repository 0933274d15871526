import { customerBought, orderCancelled, orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Once an event is over, asks who bought in it how it went, and on the eleventh day hands them over to what goes on all year. */
export const afterEvent = journey(
  {
    name: 'afterEvent',
    trigger: customerBought,
    entry: { during: ['event', 'dday'] },
    reentry: '30 days',
    exitOn: [orderPlaced, orderCancelled.by('orderId'), orderReturned.by('orderId')],
    restarts: true,
    purpose: 'marketing',
    rank: 'post-purchase',
    // A day after the order, and not before the event is over, however long it lasts.
    idle: { normal: '1 day', event: '365 days', dday: '365 days' },
    cadence: { programmes: '11 days' },
    expires: '2 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email', 'orderLines'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'after-event/survey');
    if (await j.wait('programmes')) await j.send('email', 'after-event/programmes');
  },
);
