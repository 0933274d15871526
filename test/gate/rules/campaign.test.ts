import type { RuleContext } from '../../../domain/rules/context.ts';
import { campaignMoment } from '../../../domain/rules/wanted/campaign-moment.ts';
import { audience } from '../../../domain/rules/wanted/audience.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { AudienceFilter } from '../../../domain/policy/audiences.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { context, hour, now } from './context.ts';
import { ruleTable } from './table.ts';

const at = (from: number, until: number): Partial<RuleContext> => ({
  campaign: { moment: 'launch', window: { from, until } },
});

ruleTable(campaignMoment, [
  ['about no campaign', {}, 'pass'],
  ['R69 at the very hour', at(now, now + hour), 'pass'],
  ['R69 a second too early', at(now + 60_000, now + hour), 'early 1m'],
  ['R69 within the tolerance of timers', { ...at(now + 60_000, now + hour), tolerance: 3_600_000 }, 'early 1m'],
  ['R160 at its end', at(now - hour, now), 'expired'],
  ['R160 after its end', at(now - 2 * hour, now - hour), 'expired'],
  ['called off, or taken out', { campaign: { moment: 'launch', window: null } }, 'campaign_changed'],
]);

/** Somebody in these segments, and whom the journey is for. */
const meant = (
  segments: readonly AnySegment[],
  filter: AudienceFilter,
  more: Partial<RuleContext> = {},
): Partial<RuleContext> => ({
  buyer: { count: 0, total: 0, value: 'low', segments },
  policy: { ...defaultPolicy, audiences: { byJourney: { cartAbandonment: filter } } },
  ...more,
});
const ofCampaign = (filter: AudienceFilter): Partial<RuleContext> => ({
  campaign: { moment: 'launch', window: null, audience: filter },
});
const orderMessage = { step: { ...context().step, purpose: 'transactional' as const } };

ruleTable(audience, [
  ['R112 a journey that is for everybody', { buyer: context().buyer }, 'pass'],
  ['R112 in one of those that it is for', meant(['vip', 'saved:lamps'], { only: ['saved:lamps', 'dormant'] }), 'pass'],
  ['R112 in none of those that it is for', meant(['vip'], { only: ['saved:lamps', 'dormant'] }), 'not_in_audience'],
  [
    'R112 in one that is left out, whatever else',
    meant(['vip', 'saved:lamps'], { only: ['vip'], except: ['saved:lamps'] }),
    'not_in_audience',
  ],
  [
    'R112 another journey’s audience',
    { policy: { ...defaultPolicy, audiences: { byJourney: { welcome: { only: ['vip'] } } } } },
    'pass',
  ],
  ['R112 left out of the campaign that it is about', ofCampaign({ except: ['prospect'] }), 'not_in_audience'],
  ['R112 in the audience of the campaign', ofCampaign({ only: ['prospect'] }), 'pass'],
  ['R112 about their own order', meant(['vip'], { only: ['dormant'] }, orderMessage), 'pass'],
]);
