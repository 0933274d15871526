import type { CampaignRow } from '../../../db/season/campaigns.ts';
import { datesOf, momentsOf } from '../../../domain/civil/campaign-moments.ts';
import type { CampaignKind, Moment } from '../../../domain/season/campaign.ts';
import type { CampaignPath } from '../../../domain/season/paths.ts';
import { type Millis, toMillis } from '../../../domain/time/instant.ts';
import type { Standing } from '../parts/words.ts';

export const kindWords: Readonly<Record<CampaignKind, string>> = { sales: 'Sales', clearance: 'Clearance' };

export const pathWords: Readonly<Record<CampaignPath, string>> = {
  vip: 'VIP',
  lost: 'Lost: was a VIP',
  loyal: 'Loyal',
  interested: 'Interested now',
  others: 'Others',
  quiet: 'Quiet',
};

const momentNames: Readonly<Record<string, string>> = {
  teaser: 'Teaser',
  countdown: 'Countdown',
  soon: 'Soon',
  early: 'Early access',
  eve: 'The eve',
  launch: 'Launch',
  second: 'Second markdown',
  third: 'Third markdown',
  last: 'Last day',
};

/** What a moment of a campaign is called. */
export const momentWords = (moment: Moment): string =>
  momentNames[moment] ?? `Hourly offer ${moment.slice('hour'.length)}`;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `3 days 4 h`, `2 h 10 min`, `5 min`: how long it is still. */
export const countdown = (millis: Millis): string => {
  const days = Math.floor(millis / day);
  const hours = Math.floor((millis % day) / hour);
  const minutes = Math.floor((millis % hour) / minute);
  if (days >= 10) return `${days} days`;
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'}${hours > 0 ? ` ${hours} h` : ''}`;
  if (hours > 0) return `${hours} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  return minutes > 0 ? `${minutes} min` : 'less than a minute';
};

/** Where a campaign stands, and what it says next. */
export interface CampaignStanding {
  readonly standing: Standing;
  /** How long until it opens or ends. */
  readonly until: string | undefined;
  readonly next: { readonly moment: Moment; readonly at: Date; readonly within: string } | undefined;
}

export const campaignStanding = ({ plan, state }: CampaignRow, zone: string, now: Millis): CampaignStanding => {
  const none = { until: undefined, next: undefined };
  if (state === 'cancelled') return { standing: { tone: 'held', words: 'Called off' }, ...none };
  const dates = datesOf(plan, zone);
  const [opens, ends] = [toMillis(dates.opens), toMillis(dates.ends)];
  if (now >= ends) return { standing: { tone: 'calm', words: 'Over' }, ...none };
  const coming = Object.entries(momentsOf(plan, zone))
    .map(([moment, { from }]) => ({ moment: moment as Moment, at: new Date(from) }))
    .filter(({ at }) => at.getTime() > now)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
  return {
    standing: now >= opens ? { tone: 'good', words: 'Open' } : { tone: 'doubt', words: 'To come' },
    until: now >= opens ? `ends in ${countdown(ends - now)}` : `opens in ${countdown(opens - now)}`,
    next: coming && { ...coming, within: countdown(coming.at.getTime() - now) },
  };
};
