import { customerBought, orderCancelled, orderReturned } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Invites who bought to the loyalty programme, or else to the newsletter, whichever they are not in yet; then to show what they bought. */
export const stayInTouch = journey(
  {
    name: 'stayInTouch',
    trigger: customerBought,
    reentry: '180 days',
    exitOn: [orderCancelled.by('orderId'), orderReturned.by('orderId')],
    purpose: 'marketing',
    rank: 'post-purchase',
    cadence: { loyalty: '14 days', newsletter: '17 days', share: '24 days' },
    expires: '2 days',
    goal: { kind: 'repurchase', within: '90 days' },
    needs: ['email', 'orderLines'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    const loyalty = (await j.reach('loyalty')) ? await j.send('email', 'join/loyalty') : undefined;
    // One invitation is enough: the other is for who is a member already, or whose shop has no programme.
    if (loyalty?.outcome !== 'sent' && (await j.reach('newsletter'))) await j.send('email', 'join/newsletter');
    if (await j.reach('share')) await j.send('email', 'order/share');
  },
);
