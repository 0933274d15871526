import type { CampaignId } from '../ids.ts';
import type { AudienceFilter } from '../policy/audiences.ts';
import type { Locale } from '../templates.ts';
import type { Duration } from '../time/duration.ts';
import type { CampaignPath } from './paths.ts';

/** Date and hour as the clocks of the shop's zone show them: `2026-06-24T08:00`. */
export type CivilInstant = string;

/** A moment that has one place in a campaign; its time is counted from one of the campaign's dates. */
export const namedMoments = [
  'teaser',
  'countdown',
  'soon',
  'early',
  'eve',
  'launch',
  'second',
  'third',
  'last',
] as const;
export type NamedMoment = (typeof namedMoments)[number];

/** Offers of an hour or a few, on the last day. */
export const hourMoments = ['hour1', 'hour2', 'hour3', 'hour4', 'hour5', 'hour6'] as const;
export type HourMoment = (typeof hourMoments)[number];

/** When a campaign says something. */
export type Moment = NamedMoment | HourMoment;

/** Another time of a moment than the usual one: so many civil days before (below 0) or after its date, at an hour. */
export interface MomentTime {
  readonly days: number;
  /** `10:00`; absent: the hour of the date itself. */
  readonly at?: string | undefined;
}

/** `sales`: for everybody, by a path each. `clearance`: what is left of a season, for customers who stayed away (R62). */
export const campaignKinds = ['sales', 'clearance'] as const;
export type CampaignKind = (typeof campaignKinds)[number];

/** An offer that holds for an hour or a few. */
export interface HourOffer {
  readonly from: CivilInstant;
  readonly until: CivilInstant;
  /** What it is, in the shop's own words. */
  readonly says: Readonly<Record<Locale, string>>;
}

/**
 * One campaign of a season: sales of several weeks, a Black Friday (R68). Dates are civil times of the shop's zone, so
 * that a launch at 08:00 is at 08:00 whatever the clocks do meanwhile (R69).
 */
export interface Campaign {
  readonly kind: CampaignKind;
  /** What customers call it, without an article: `Soldes d’été`, `Summer sale`. */
  readonly label: Readonly<Record<Locale, string>>;
  readonly opens: CivilInstant;
  readonly second?: CivilInstant | undefined;
  readonly third?: CivilInstant | undefined;
  /** From here on nothing of it holds. */
  readonly ends: CivilInstant;
  readonly hours: readonly HourOffer[];
  /** Other times of moments; null leaves one out. */
  readonly moments: { readonly [Name in NamedMoment]?: MomentTime | null | undefined };
  /** Who is written to. */
  readonly paths: readonly CampaignPath[];
  /** Whom it is for by segments; absent: everybody of its paths. */
  readonly audience?: AudienceFilter | undefined;
  /** Over how long the messages of one moment go out after it, each customer at the same place of it. */
  readonly spread: Duration;
}

/** A campaign as it is kept. */
export interface KnownCampaign {
  readonly id: CampaignId;
  readonly state: 'planned' | 'cancelled';
  readonly plan: Campaign;
}
