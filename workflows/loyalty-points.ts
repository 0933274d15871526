import { loyaltyStanding } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Gives a bonus to members who use their points, and reminds those who let them lie; each change of the account starts the clock again. */
export const loyaltyPoints = journey(
  {
    name: 'loyaltyPoints',
    trigger: loyaltyStanding,
    restarts: true,
    reentry: '60 days',
    exitOn: [loyaltyStanding],
    purpose: 'marketing',
    rank: 'loyalty',
    cadence: { bonus: '45 days', usePoints: '30 days', pointsWait: '60 days' },
    expires: '3 days',
    goal: { kind: 'repurchase', within: '60 days' },
    needs: ['email', 'loyalty'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    const { standing } = j.event;
    if (standing === 'spender' && (await j.reach('bonus'))) {
      await j.send('email', 'loyalty/bonus', { offer: 'loyaltyBonus' });
    }
    if (standing === 'saver' && (await j.reach('usePoints'))) await j.send('email', 'loyalty/use-points');
    if (standing === 'saver' && (await j.reach('pointsWait'))) await j.send('email', 'loyalty/points-wait');
  },
);
