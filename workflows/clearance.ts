import { campaignEntered, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Opens what is left after a season to valuable customers who stayed away, before anybody else; ends with the first purchase. */
export const clearance = journey(
  {
    name: 'clearance',
    trigger: campaignEntered,
    entry: { where: { kind: 'clearance' } },
    subject: 'campaignId',
    reentry: 'always',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'win-back',
    expires: '1 day',
    goal: { kind: 'churn-avoided', within: '30 days' },
    needs: ['email', 'stock'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    const { path } = j.event;
    if ((path === 'lost' || path === 'vip') && (await j.at('early'))) {
      await j.send('email', 'clearance/private', { moment: 'early' });
    } else if (await j.at('launch')) {
      await j.send('email', 'clearance/open', { moment: 'launch' });
    }
    if (await j.at('last')) await j.send('email', 'clearance/last', { moment: 'last' });
  },
);
