import { z } from 'zod';
import { readCampaignById } from '../../../db/season/campaigns.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import { flawsOf } from '../../events/flaw.ts';
import { why } from '../../operate/fields.ts';
import { cancelCampaign, enrolAgain } from '../../season/change-campaign.ts';
import type { Act } from '../acts/act.ts';
import { refused } from '../forms/refusal.ts';
import { whoOf } from '../acts/wish-act.ts';
import { asUuid } from '../page.ts';

const wish = z.object({ why });

const campaignAct = (name: string, change: typeof cancelCampaign | typeof enrolAgain): Act => ({
  path: `/campaigns/:id/${name}`,
  async carryOut({ db, clock }, asked) {
    const id = asUuid(asked.params['id']) as CampaignId | undefined;
    const row = id && (await readCampaignById(db, id));
    if (!row) return undefined;
    const read = wish.safeParse(asked.fields);
    if (!read.success) return refused(flawsOf(read.error));
    const changed = await change(db, row.storeId, row.name, { ...whoOf(asked), at: clock.now(), why: read.data.why });
    return changed ? { to: `/campaigns/${row.id}` } : { problem: 'The campaign was called off already.' };
  },
});

/** What the buttons of a campaign's page do, as the api does it. */
export const campaignActs: readonly Act[] = [campaignAct('cancel', cancelCampaign), campaignAct('enrol', enrolAgain)];
