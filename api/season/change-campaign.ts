import { v7 } from 'uuid';
import { recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { type CampaignRow, listWork, readCampaign, updateCampaign } from '../../db/season/campaigns.ts';
import { endWork, insertWork } from '../../db/season/work.ts';
import type { StoreId } from '../../domain/ids.ts';
import { type SeasonActor, tellRuns } from './save-campaign.ts';

/**
 * Calls a campaign off: nothing of it is claimed after the commit, nobody enters it any more, and its runs are told.
 *
 * @returns undefined when the store has none of this name.
 */
export const cancelCampaign = async (
  db: Database,
  store: StoreId,
  name: string,
  { at, actor, why }: SeasonActor,
): Promise<CampaignRow | undefined> =>
  db.transaction(async (queries) => {
    const known = await readCampaign(queries, store, name, { hold: true });
    if (!known || known.state === 'cancelled') return known;
    const change = { ...known, state: 'cancelled', savedBy: actor, why, savedAt: new Date(at) } as const;
    const row: CampaignRow = { ...change, version: known.version + 1 };
    await updateCampaign(queries, known.id, row);
    await endWork(queries, known.id, new Date(at));
    await tellRuns(queries, known, at);
    await recordAct(queries, { at, actor, act: 'campaign.cancelled', subject: `campaign/${name}`, store });
    return row;
  });

/**
 * Goes through the audience once more: who is in the campaign stays in it, who came meanwhile enters.
 *
 * @returns undefined when the store has no campaign of this name that is not called off.
 */
export const enrolAgain = async (
  db: Database,
  store: StoreId,
  name: string,
  { at, actor }: SeasonActor,
): Promise<CampaignRow | undefined> =>
  db.transaction(async (queries) => {
    const known = await readCampaign(queries, store, name, { hold: true });
    if (known?.state !== 'planned') return undefined;
    const enrolments = (await listWork(queries, known.id)).filter(({ kind }) => kind === 'enrol');
    const isUnderWay = enrolments.some(({ dueAt, finishedAt }) => finishedAt === null && dueAt.getTime() <= at);
    if (isUnderWay) return known;
    // The second is kept for the eve, also of a campaign that has none.
    const round = Math.max(2, ...enrolments.map((one) => one.round ?? 0)) + 1;
    const work = { id: v7(), storeId: store, kind: 'enrol', campaignId: known.id, round } as const;
    await insertWork(queries, { ...work, dueAt: new Date(at), createdAt: new Date(at) });
    await recordAct(queries, { at, actor, act: 'campaign.enrolled', subject: `campaign/${name}`, store });
    return known;
  });
