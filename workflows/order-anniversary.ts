import { hoursAfter } from '../domain/time/days.ts';
import { anniversaryNear, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Thanks on the day of the first order, each year; gives way to the birthday where both are near. */
export const orderAnniversary = journey(
  {
    name: 'orderAnniversary',
    trigger: anniversaryNear,
    givesWayTo: ['birthday'],
    reentry: '300 days',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'loyalty',
    // Before and after the morning of the day; it is known a week ahead.
    cadence: { thanks: '0s' },
    expires: '1 day',
    goal: { kind: 'repurchase', within: '30 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    const day = hoursAfter(j.began, j.event.inHours);
    if (await j.reach('thanks', day)) await j.send('email', 'anniversary/thanks', { offer: 'anniversaryGift' });
  },
);
