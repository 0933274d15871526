import { orderPlaced, scoreEntered, scoreLeft } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Writes to customers whose score says that they are leaving: value first, a gift last; ends when the score recovers or they buy. */
export const atRisk = journey(
  {
    name: 'atRisk',
    trigger: scoreEntered,
    entry: { watches: ['at-risk'] },
    subject: 'watch',
    reentry: '90 days',
    exitOn: [scoreLeft.by('watch'), orderPlaced],
    purpose: 'marketing',
    rank: 'win-back',
    cadence: { advice: '6 days', gift: '14 days' },
    expires: '3 days',
    goal: { kind: 'churn-avoided', within: '60 days' },
    needs: ['email', 'orderLines'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    requires: ['margin'],
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'at-risk/picked');
    if (await j.reach('advice')) await j.send('email', 'at-risk/advice');
    if (await j.reach('gift')) await j.send(['sms', 'email'], 'at-risk/gift', { offer: 'winBackGift' });
  },
);
