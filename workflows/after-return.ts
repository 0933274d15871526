import { orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Proposes something else of the same kind to who sent an order back; never what they have or returned. */
export const afterReturn = journey(
  {
    name: 'afterReturn',
    trigger: orderReturned,
    subject: 'orderId',
    reentry: 'never',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'post-purchase',
    idle: '2 days',
    expires: '2 days',
    goal: { kind: 'repurchase', within: '30 days' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'category', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'order/returned');
  },
);
