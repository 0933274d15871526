import { customerBought, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Proposes what customers who bought the same turned to next, and nothing where that is not known; each order starts the clock again. */
export const nextPurchase = journey(
  {
    name: 'nextPurchase',
    trigger: customerBought,
    restarts: true,
    reentry: '60 days',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'loyalty',
    cadence: { next: '24 days' },
    expires: '3 days',
    goal: { kind: 'repurchase', within: '60 days' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'category', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.reach('next')) await j.send('email', 'cross-sell/next');
  },
);
