import { type Campaign, hourMoments, type Moment, type NamedMoment, namedMoments } from '../season/campaign.ts';
import type { Moments, MomentWindow } from '../season/moments.ts';
import { durationMillis } from '../time/duration.ts';
import { type Instant, type Millis, toInstant } from '../time/instant.ts';
import { dayMillis } from './day.ts';
import { readCivilTime } from './read-civil-time.ts';

type CampaignDate = 'opens' | 'second' | 'third' | 'ends';

interface MomentRule {
  readonly date: CampaignDate;
  /** Civil days before (below 0) or after it. */
  readonly days: number;
  /** The hour of that day; absent: the date's own. */
  readonly at?: string;
  /** For how many hours it is of use; absent: until the date itself, or the end. */
  readonly hours?: number;
}

/**
 * The usual times. Sales begin on the morning of a working day, so that they are spoken of before (R70, R139); seven and
 * three days before for who is keen (R145), two days before early access (R148), the day before for the others (R149),
 * then each markdown (R68), and the last day (R160).
 */
const rules: Readonly<Record<NamedMoment, MomentRule>> = {
  teaser: { date: 'opens', days: -21, at: '10:00', hours: 72 },
  countdown: { date: 'opens', days: -7, at: '10:00', hours: 30 },
  soon: { date: 'opens', days: -3, at: '10:00', hours: 22 },
  early: { date: 'opens', days: -2 },
  eve: { date: 'opens', days: -1, at: '10:00' },
  launch: { date: 'opens', days: 0, hours: 36 },
  second: { date: 'second', days: 0, hours: 36 },
  third: { date: 'third', days: 0, hours: 36 },
  last: { date: 'ends', days: -1, at: '10:00' },
};

/** Civil days before the launch on which a campaign begins to be prepared: its audience is entered (R67). */
export const preparationDays = -30;
/** And again, for who came meanwhile. */
export const latecomerDays = -1;

const minute = 60_000;

/** The instant of a civil time; in the hour that is skipped the first instant after it. */
export const civilInstant = (civil: string, zone: string): Millis =>
  readCivilTime(civil, zone) ?? readCivilTime(afterHour(civil), zone) ?? Number.NaN;

const afterHour = (civil: string): string => toInstant(Date.parse(`${civil}:00Z`) + 60 * minute).slice(0, 16);

/** So many civil days from a civil time, at `at` or at the same hour: a week before a launch is seven mornings before it. */
export const civilDaysFrom = (civil: string, days: number, zone: string, at?: string): Millis => {
  const day = Date.parse(`${civil.slice(0, 10)}T00:00:00Z`) + days * dayMillis;
  return civilInstant(`${toInstant(day).slice(0, 10)}T${at ?? civil.slice(11, 16)}`, zone);
};

/** When each moment of a campaign is. A moment whose date the campaign does not have is not. */
export const momentsOf = (campaign: Campaign, zone: string): Moments => {
  const opens = civilInstant(campaign.opens, zone);
  const ends = civilInstant(campaign.ends, zone);
  const windows: [Moment, MomentWindow][] = [];
  const add = (moment: Moment, from: Millis, until: Millis): void => {
    if (from >= until) return;
    const spread = Math.min(durationMillis(campaign.spread), Math.floor((until - from) / 2));
    windows.push([moment, { from: toInstant(from), until: toInstant(until), spread }]);
  };
  for (const moment of namedMoments) {
    const rule = rules[moment];
    const own = campaign.moments[moment];
    const date = campaign[rule.date];
    if (own === null || date === undefined) continue;
    const from = civilDaysFrom(date, own?.days ?? rule.days, zone, own ? own.at : rule.at);
    // What is said before the launch is of no use after it, and nothing is after the end.
    const bound = rule.date === 'opens' && moment !== 'launch' ? opens : ends;
    const end = rule.hours === undefined ? bound : from + rule.hours * 60 * minute;
    add(moment, from, Math.min(end, bound, nextMarkdown(campaign, moment, zone)));
  }
  for (const [index, { from, until }] of campaign.hours.entries()) {
    const moment = hourMoments[index];
    if (moment) add(moment, civilInstant(from, zone), Math.min(civilInstant(until, zone), ends));
  }
  return Object.fromEntries(windows);
};

/** A markdown is spoken of until the next one. */
const nextMarkdown = (campaign: Campaign, moment: NamedMoment, zone: string): Millis => {
  const next = moment === 'launch' ? campaign.second : moment === 'second' ? campaign.third : undefined;
  return next === undefined ? Number.POSITIVE_INFINITY : civilInstant(next, zone);
};

/** The campaign's own dates as instants, for what its messages say. */
export const datesOf = (
  campaign: Campaign,
  zone: string,
): {
  readonly opens: Instant;
  readonly ends: Instant;
  readonly second?: Instant;
  readonly third?: Instant;
} => {
  const { second, third } = campaign;
  return {
    opens: toInstant(civilInstant(campaign.opens, zone)),
    ends: toInstant(civilInstant(campaign.ends, zone)),
    ...(second !== undefined && { second: toInstant(civilInstant(second, zone)) }),
    ...(third !== undefined && { third: toInstant(civilInstant(third, zone)) }),
  };
};
