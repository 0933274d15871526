import { categoryBought, orderCancelled, orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Helps with what was bought, then proposes what the shop says goes with that very thing; of a category that the shop does not name nothing follows. */
export const crossSell = journey(
  {
    name: 'crossSell',
    trigger: categoryBought,
    // What is bought in an event has a journey of its own.
    entry: { during: ['normal'] },
    subject: 'orderId',
    reentry: 'never',
    exitOn: [orderPlaced, orderCancelled.by('orderId'), orderReturned.by('orderId')],
    // The order that it follows is no reason to end it.
    restarts: true,
    purpose: 'marketing',
    rank: 'loyalty',
    cadence: { guide: '10 days', complements: '16 days' },
    expires: '3 days',
    goal: { kind: 'repurchase', within: '60 days' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'category', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.reach('guide')) await j.send('email', 'cross-sell/guide');
    if (await j.reach('complements')) await j.send('email', 'cross-sell/complements');
  },
);
