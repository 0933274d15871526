import type { DueRow } from '../../db/road/outbox.ts';
import { momentsOf } from '../../domain/civil/campaign-moments.ts';
import type { Plan } from '../../domain/run.ts';
import type { DemoClock } from '../../domain/time/clock.ts';

/** What a run plans with from now on. */
export const planOf = (
  {
    calendar,
    cadence,
    whatsappFirst,
    campaign,
    timezone = 'UTC',
  }: Pick<DueRow, 'calendar' | 'cadence' | 'whatsappFirst' | 'campaign' | 'timezone'>,
  clock: DemoClock | undefined,
): Plan => ({
  calendar,
  ...(cadence && { cadence }),
  ...(whatsappFirst && { whatsappFirst }),
  ...(campaign && { moments: campaign.state === 'planned' ? momentsOf(campaign.plan, timezone) : {} }),
  ...(clock && { clock }),
});
