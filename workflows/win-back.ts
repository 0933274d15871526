import { daysAfter } from '../domain/time/days.ts';
import { customerBought, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Writes to buyers who stay away for longer than is usual for them: value twice, a gift last; each order starts the clock again. */
export const winBack = journey(
  {
    name: 'winBack',
    trigger: customerBought,
    restarts: true,
    reentry: 'always',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'win-back',
    cadence: { news: '0s', advice: '10 days', gift: '21 days' },
    expires: '3 days',
    goal: { kind: 'churn-avoided', within: '60 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    requires: ['salesCycle', 'margin'],
    essential: true,
    begins: 'off',
  },
  async (j) => {
    const away = daysAfter(j.began, j.event.quietDays);
    if (await j.reach('news', away)) await j.send('email', 'win-back/news', atBest);
    if (await j.reach('advice', away)) await j.send('email', 'win-back/advice', atBest);
    if (await j.reach('gift', away))
      await j.send(['sms', 'email'], 'win-back/gift', { ...atBest, offer: 'winBackGift' });
  },
);

/** Who stays away is written to in the hours in which they most probably look. */
const atBest = { hour: 'best' } as const;
