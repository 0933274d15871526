import type { CampaignRow } from '../../../db/season/campaigns.ts';
import { civilInstant } from '../../../domain/civil/campaign-moments.ts';
import { dayMillis } from '../../../domain/civil/day.ts';
import type { PastEvent } from '../../../domain/scores/signals/event-score.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** So long an event that is over says something of a customer: a quarter, in days. */
const saysFor = 91;

/** The campaign of a store that ended last, within a quarter; undefined: none did. */
export const lastEvent = (
  campaigns: readonly Pick<CampaignRow, 'name' | 'plan' | 'state'>[],
  zone: string,
  now: Millis,
): PastEvent | undefined =>
  campaigns
    .filter(({ state }) => state === 'planned')
    .map(({ name, plan }) => ({ name, from: civilInstant(plan.opens, zone), until: civilInstant(plan.ends, zone) }))
    .filter(({ until }) => until <= now && until > now - saysFor * dayMillis)
    .toSorted((one, other) => other.until - one.until)[0];
