import type { Experiment } from '../domain/journey.ts';
import { customerBought, orderCancelled, orderPlaced, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Whether buyers of an event come back for what the shop is, or for an advantage. */
const worthOrPrice = {
  name: 'worth-or-price',
  about: 'offer',
  arms: { worth: 50, price: 50 },
  control: 'worth',
} as const satisfies Experiment;

/** After an event, day by day: where members stand and what is near, one question, then either what the shop is or an advantage. */
export const eventFollowUp = journey(
  {
    name: 'eventFollowUp',
    trigger: customerBought,
    entry: { during: ['event', 'dday'] },
    reentry: '60 days',
    exitOn: [orderPlaced, orderCancelled.by('orderId'), orderReturned.by('orderId')],
    restarts: true,
    purpose: 'marketing',
    rank: 'loyalty',
    // Not before the event is over, however long it lasts.
    idle: { normal: '0s', event: '365 days', dday: '365 days' },
    cadence: { standing: '4 days', question: '3 days', words: '2 days' },
    expires: '2 days',
    experiments: [worthOrPrice],
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    requires: ['margin'],
    begins: 'off',
  },
  async (j) => {
    if (await j.wait('standing')) await j.send('email', 'after-event/standing');
    if (await j.wait('question')) await j.send('email', 'after-event/question');
    if (!(await j.wait('words'))) return;
    if (j.split(worthOrPrice) === 'worth') await j.send('email', 'after-event/worth');
    else await j.send('email', 'after-event/advantage', { offer: 'eventThanks' });
  },
);
