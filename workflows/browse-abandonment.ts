import { cartUpdated, checkoutStarted, intentShown, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Writes to who looks at the same things again and again and puts nothing into a cart; a cart hands over to its own journey. */
export const browseAbandonment = journey(
  {
    name: 'browseAbandonment',
    trigger: intentShown,
    givesWayTo: ['cartAbandonment'],
    reentry: '7 days',
    exitOn: [orderPlaced, cartUpdated, checkoutStarted],
    purpose: 'marketing',
    rank: 'browse',
    idle: { normal: '4 hours', event: '30 minutes', dday: '10 minutes' },
    cadence: { reviews: '1 day' },
    expires: '12 hours',
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'views'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (j.event.signal === 'season') await j.send('email', 'browse/season', { offer: 'seasonService' });
    else if (j.event.signal === 'category') await j.send('email', 'browse/selection');
    else await j.send('email', 'browse/reminder');
    if (await j.wait('reviews')) await j.send('email', 'browse/reviews');
  },
);
