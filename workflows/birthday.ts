import { hoursAfter } from '../domain/time/days.ts';
import { birthdayChanged, birthdayNear } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Wishes a happy birthday on the morning of the day where the customer lives, once a year, with an advantage rather than a promotion. */
export const birthday = journey(
  {
    name: 'birthday',
    trigger: birthdayNear,
    reentry: '300 days',
    exitOn: [birthdayChanged],
    purpose: 'marketing',
    rank: 'loyalty',
    // Before and after the morning of the day; it is known a week ahead.
    cadence: { wishes: '0s', lastDays: '7 days' },
    expires: '1 day',
    goal: { kind: 'repurchase', within: '30 days' },
    needs: ['email', 'birthday'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    const day = hoursAfter(j.began, j.event.inHours);
    if (await j.reach('wishes', day)) await j.send(['sms', 'email'], 'birthday/wishes', { offer: 'birthdayGift' });
    if (await j.reach('lastDays', day)) await j.send('email', 'birthday/last-days', { offer: 'birthdayGift' });
  },
);
