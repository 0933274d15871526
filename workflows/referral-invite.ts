import { customerSatisfied, referralConverted, ticketOpened } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Asks who has just said that they are happy to tell others, once in half a year; a question to customer service ends it. */
export const referralInvite = journey(
  {
    name: 'referralInvite',
    trigger: customerSatisfied,
    reentry: '180 days',
    exitOn: [referralConverted, ticketOpened],
    purpose: 'marketing',
    rank: 'loyalty',
    idle: '2 days',
    expires: '3 days',
    goal: { kind: 'service' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    await j.send('email', 'referral/invite', { offer: 'referralGift' });
  },
);
