import type { RuleContext } from '../../../domain/rules/context.ts';
import { campaignMoment } from '../../../domain/rules/wanted/campaign-moment.ts';
import { hour, now } from './context.ts';
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
