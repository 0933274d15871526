import { customerBought, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Introduces the shop, softly and without a promotion, to who bought for the first time during an event; begins when it is over. */
export const firstOrder = journey(
  {
    name: 'firstOrder',
    trigger: customerBought,
    entry: { orders: 'first', during: ['event', 'dday'] },
    restarts: true,
    reentry: 'never',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'welcome',
    // A day after the order, and not before the event is over, however long it lasts.
    idle: { normal: '1 day', event: '365 days', dday: '365 days' },
    cadence: { range: '4 days', community: '4 days' },
    expires: '3 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'first-order/story');
    if (await j.wait('range')) await j.send('email', 'first-order/range');
    if (await j.wait('community')) await j.send('email', 'first-order/community');
  },
);
