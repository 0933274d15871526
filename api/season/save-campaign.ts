import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database, Queries } from '../../db/client.ts';
import { type CampaignRow, insertCampaign, readCampaign, updateCampaign } from '../../db/season/campaigns.ts';
import { endOlderReplans, insertWork, moveEnrolment } from '../../db/season/work.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { civilDaysFrom, civilInstant, latecomerDays, preparationDays } from '../../domain/civil/campaign-moments.ts';
import type { CampaignId } from '../../domain/ids.ts';
import type { Campaign } from '../../domain/season/campaign.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { unknownDefinitions } from '../definitions/unknown-definitions.ts';
import type { Flaw } from '../events/flaw.ts';

export interface CampaignWish {
  readonly name: string;
  readonly plan: Campaign;
  /** The version that its author has seen; 0 where there was none. */
  readonly basedOn: number;
}

/** Who saves, when in the store's time, and why. */
export interface SeasonActor extends Pick<Act, 'at' | 'actor'> {
  readonly why: string;
}

export type CampaignSaving =
  /** `unchanged`: it says that already, as when a request is sent again. */
  | { readonly outcome: 'saved' | 'unchanged'; readonly campaign: CampaignRow }
  | { readonly outcome: 'conflict'; readonly latest: number }
  /** It was called off: what its runs heard cannot be taken back. */
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'invalid'; readonly flaws: readonly Flaw[] };

/**
 * Saves a campaign. The first time its audience is to be entered thirty days before it opens (R67) and once more on its eve;
 * afterwards each run under way is told of the dates as they are now, once (R68). What was said already stays said.
 */
export const saveCampaign = async (
  db: Database,
  store: StoreRow,
  { name, plan, basedOn }: CampaignWish,
  { at, actor, why }: SeasonActor,
): Promise<CampaignSaving> => {
  if (civilInstant(plan.ends, store.timezone) <= at) {
    return { outcome: 'invalid', flaws: [{ field: 'ends', problem: 'has passed' }] };
  }
  return db.transaction(async (queries) => {
    const known = await readCampaign(queries, store.id, name, { hold: true });
    if (known?.state === 'cancelled') return { outcome: 'cancelled' };
    if (known && isDeepStrictEqual(known.plan, plan)) return { outcome: 'unchanged', campaign: known };
    if ((known?.version ?? 0) !== basedOn) return { outcome: 'conflict', latest: known?.version ?? 0 };
    const flaws = await unknownDefinitions(queries, store.id, 'audience', plan.audience);
    if (flaws.length > 0) return { outcome: 'invalid', flaws };
    const saved = { plan, version: basedOn + 1, savedBy: actor, why, savedAt: new Date(at) };
    const row: CampaignRow = known
      ? { ...known, ...saved }
      : { id: v7() as CampaignId, storeId: store.id, name, state: 'planned', createdAt: new Date(at), ...saved };
    if (known) {
      await updateCampaign(queries, known.id, row);
      await moveEnrolments(queries, store, row);
      await tellRuns(queries, row, at);
    } else {
      if (!(await insertCampaign(queries, row))) return { outcome: 'conflict', latest: 1 };
      await planEnrolments(queries, store, row, at);
    }
    const detail = { version: row.version, opens: plan.opens, ends: plan.ends };
    await recordAct(queries, {
      at,
      actor,
      act: 'campaign.saved',
      subject: `campaign/${name}`,
      store: store.id,
      detail,
    });
    return { outcome: 'saved', campaign: row };
  });
};

/** The rounds of a campaign's enrolment: when each begins. */
const roundsOf = (
  { plan }: CampaignRow,
  { timezone }: StoreRow,
): readonly (readonly [round: number, due: Millis])[] => [
  [1, civilDaysFrom(plan.opens, preparationDays, timezone)],
  [2, civilDaysFrom(plan.opens, latecomerDays, timezone)],
];

const planEnrolments = async (queries: Queries, store: StoreRow, row: CampaignRow, at: Millis): Promise<void> => {
  for (const [round, due] of roundsOf(row, store)) {
    // Of a campaign that is made late everybody enters at once, and nobody is late.
    if (round > 1 && due <= at) continue;
    const work = { id: v7(), storeId: store.id, kind: 'enrol', campaignId: row.id, round } as const;
    await insertWork(queries, { ...work, dueAt: new Date(due), createdAt: new Date(at) });
  }
};

const moveEnrolments = async (queries: Queries, store: StoreRow, row: CampaignRow): Promise<void> => {
  for (const [round, due] of roundsOf(row, store)) await moveEnrolment(queries, row.id, round, new Date(due));
};

/** Every run of the campaign is to hear of its dates as they are now. */
export const tellRuns = async (
  queries: Queries,
  { id, storeId }: Pick<CampaignRow, 'id' | 'storeId'>,
  at: Millis,
): Promise<void> => {
  await endOlderReplans(queries, { store: storeId, campaign: id, at: new Date(at) });
  const work = { id: v7(), storeId, kind: 'replan', campaignId: id, round: null } as const;
  await insertWork(queries, { ...work, dueAt: new Date(at), createdAt: new Date(at) });
};
