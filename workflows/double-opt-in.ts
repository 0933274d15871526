import { consentChanged, newsletterSubscribed } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Asks who signed up to confirm it by a link, once; the consent counts from then on. */
export const doubleOptIn = journey(
  {
    name: 'doubleOptIn',
    trigger: [newsletterSubscribed, consentChanged],
    unconfirmed: true,
    reentry: 'always',
    exitOn: [],
    purpose: 'transactional',
    rank: 'transactional',
    expires: '12 hours',
    goal: { kind: 'consent' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    essential: true,
  },
  async (j) => {
    await j.send('email', 'consent/confirm');
  },
);
