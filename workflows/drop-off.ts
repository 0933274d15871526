import { cartUpdated, checkoutStarted, intentShown, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Writes to who looked around during an event and fell silent: something else, with an offer for whom the shop means it, then the last days; nothing once it is over. */
export const dropOff = journey(
  {
    name: 'dropOff',
    trigger: intentShown,
    entry: { during: ['event', 'dday'] },
    reentry: '30 days',
    // A cart has its own journey.
    exitOn: [orderPlaced, cartUpdated, checkoutStarted],
    purpose: 'marketing',
    rank: 'campaign',
    // Silence, counted from the last look at any page; it ends with the event.
    idle: { normal: '0s', event: '2 days', dday: '12 hours' },
    cadence: { lastDays: '-2 days' },
    awaitsEvent: true,
    expires: '1 day',
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price', 'picture', 'page', 'views'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (j.mode() === 'normal') return;
    await j.send('email', 'drop-off/another', { offer: 'eventReturn', whileEvent: true });
    if (await j.reachEventEnd('lastDays')) await j.send('email', 'drop-off/last-days', { whileEvent: true });
  },
);
