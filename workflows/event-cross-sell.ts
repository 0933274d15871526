import { categoryBought, orderCancelled, orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Two days after an event, proposes what goes with what was bought in it, then helps with its use; other days have their own journey. */
export const eventCrossSell = journey(
  {
    name: 'eventCrossSell',
    trigger: categoryBought,
    entry: { during: ['event', 'dday'] },
    subject: 'orderId',
    reentry: 'never',
    exitOn: [orderPlaced, orderCancelled.by('orderId'), orderReturned.by('orderId')],
    // The order that it follows is no reason to end it.
    restarts: true,
    purpose: 'marketing',
    rank: 'loyalty',
    // Not before the event is over, however long it lasts.
    idle: { normal: '0s', event: '365 days', dday: '365 days' },
    cadence: { complements: '2 days', guide: '8 days' },
    expires: '1 day',
    goal: { kind: 'repurchase', within: '60 days' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'category', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.wait('complements')) await j.send('email', 'cross-sell/complements');
    if (await j.wait('guide')) await j.send('email', 'cross-sell/guide');
  },
);
