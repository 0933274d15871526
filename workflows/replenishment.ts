import { daysAfter } from '../domain/time/days.ts';
import { orderCancelled, orderReturned, productBought } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Reminds of what is used up around the day on which it will be; buying it again starts the clock again. */
export const replenishment = journey(
  {
    name: 'replenishment',
    trigger: productBought,
    subject: 'productId',
    restarts: true,
    reentry: 'always',
    exitOn: [productBought.by('productId'), orderCancelled.by('orderId'), orderReturned.by('orderId')],
    purpose: 'marketing',
    rank: 'replenishment',
    // Before and after the day on which it is used up.
    cadence: { soon: '-7 days', pack: '-2 days', last: '5 days' },
    expires: '2 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'usageDuration', 'orderLines', 'lineProducts'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    requires: ['margin'],
    begins: 'off',
  },
  async (j) => {
    const usedUp = daysAfter(j.began, j.event.lastsDays);
    if (await j.reach('soon', usedUp)) await j.send('email', 'replenishment/soon');
    if (await j.reach('pack', usedUp)) await j.send('email', 'replenishment/pack', { offer: 'loyaltyPack' });
    if (await j.reach('last', usedUp)) await j.send('sms', 'replenishment/last');
  },
);
