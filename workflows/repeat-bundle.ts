import { customerBought, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Offers a bundle to who buys again and again without being a VIP; only where the shop gives one. */
export const repeatBundle = journey(
  {
    name: 'repeatBundle',
    trigger: customerBought,
    entry: { segments: ['recurring'] },
    restarts: true,
    reentry: '120 days',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'loyalty',
    cadence: { bundle: '35 days' },
    expires: '3 days',
    goal: { kind: 'repurchase', within: '60 days' },
    requires: ['margin'],
    needs: ['email', 'title', 'price', 'picture', 'page', 'category', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (await j.reach('bundle')) await j.send('email', 'repeat/bundle', { offer: 'repeatBundle' });
  },
);
