import { hourMoments } from '../domain/season/campaign.ts';
import { campaignEntered, orderPlaced } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Counts a campaign down from its teaser to its last hours, each customer by a path of their own; ends with the first purchase. */
export const seasonalCountdown = journey(
  {
    name: 'seasonalCountdown',
    trigger: campaignEntered,
    entry: { where: { kind: 'sales' } },
    subject: 'campaignId',
    // Who bought before the launch enters once more on its eve.
    reentry: 'always',
    exitOn: [orderPlaced],
    purpose: 'marketing',
    rank: 'campaign',
    expires: '1 day',
    goal: { kind: 'purchase' },
    needs: ['email'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    const { path } = j.event;
    const isEarly = path === 'vip' || path === 'lost' || path === 'loyal';
    const isKeen = isEarly || path === 'interested';
    const isQuiet = path === 'quiet';
    if (!isQuiet && (await j.at('teaser'))) await j.send('email', 'season/teaser', { moment: 'teaser' });
    if (isKeen && (await j.at('countdown'))) await j.send('email', 'season/countdown', { moment: 'countdown' });
    if (isKeen && (await j.at('soon'))) await j.send('email', 'season/countdown', { moment: 'soon' });
    if (isEarly && (await j.at('early'))) await j.send('email', 'season/early', { moment: 'early' });
    if (!isEarly && !isQuiet && (await j.at('eve'))) await j.send('email', 'season/eve', { moment: 'eve' });
    if (await j.at('launch')) await j.send('email', 'season/launch', { moment: 'launch' });
    if (!isQuiet && (await j.at('second'))) await j.send('email', 'season/markdown', { moment: 'second' });
    if (!isQuiet && (await j.at('third'))) await j.send('email', 'season/markdown', { moment: 'third' });
    if (await j.at('last')) await j.send('email', 'season/last', { moment: 'last' });
    for (const moment of hourMoments) {
      if (isKeen && (await j.at(moment))) await j.send('email', 'season/hour', { moment });
    }
  },
);
