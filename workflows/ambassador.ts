import { referralConverted } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Thanks who brought somebody, and tells them of the rewards of the next season before it begins. */
export const ambassador = journey(
  {
    name: 'ambassador',
    trigger: referralConverted,
    restarts: true,
    reentry: 'always',
    exitOn: [referralConverted],
    purpose: 'marketing',
    rank: 'loyalty',
    // Before the first day of the store's next event.
    cadence: { season: '-7 days' },
    awaitsEvent: true,
    expires: '3 days',
    goal: { kind: 'service' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'referral/thanks', { offer: 'ambassadorGift' });
    if (await j.reachEvent('season', '365 days')) {
      await j.send('email', 'referral/season', { offer: 'ambassadorGift' });
    }
  },
);
