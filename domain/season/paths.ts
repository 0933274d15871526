import type { ContactKind } from '../contact.ts';
import type { CustomerValue } from '../segments/value.ts';
import type { Millis } from '../time/instant.ts';

/**
 * The way through a campaign that a customer goes, one only (R71). `vip`, `loyal`, and `lost`, who were VIP and have not
 * bought for long: early access; `interested`: the whole countdown; `others`; `quiet`: who has not bought or done anything
 * for long, and hears of little (R188).
 */
export const campaignPaths = ['vip', 'lost', 'loyal', 'interested', 'others', 'quiet'] as const;
export type CampaignPath = (typeof campaignPaths)[number];

/** What shows that somebody wants something now. */
const intents: readonly ContactKind[] = ['cart', 'wish', 'log-in', 'form', 'click'];

const day = 86_400_000;
/** An intent is fresh for so long. */
const freshFor = 30 * day;
/** Who did nothing for so long is quiet; nobody can be asked to have done anything before they were known. */
const quietAfter = 180 * day;

/** What decides about the path. */
export interface PathFacts {
  readonly segments: CustomerValue['segments'];
  /** When the customer last did something of each kind. */
  readonly contacts: Readonly<Partial<Record<ContactKind, Millis>>>;
  readonly knownSince: Millis;
}

/** The path of a customer at `now`. */
export const pathOf = ({ segments, contacts, knownSince }: PathFacts, now: Millis): CampaignPath => {
  if (segments.includes('vip')) return segments.includes('dormant') ? 'lost' : 'vip';
  const lastIntent = Math.max(0, ...intents.map((kind) => contacts[kind] ?? 0));
  const isInterested = now - lastIntent <= freshFor;
  if (segments.includes('dormant')) return isInterested ? 'interested' : 'quiet';
  if (segments.includes('recurring')) return 'loyal';
  if (isInterested) return 'interested';
  const lastSeen = Math.max(knownSince, ...Object.values(contacts));
  return now - lastSeen > quietAfter ? 'quiet' : 'others';
};
