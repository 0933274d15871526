import type { CampaignRow, SeasonWorkRow } from '../../db/season/campaigns.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { momentsOf } from '../../domain/civil/campaign-moments.ts';
import { ignoredReasons } from '../../domain/reasons.ts';

/** A campaign as stores and operators read it: what was planned, when its moments are, and how far it has come. */
export const campaignView = (row: CampaignRow, { timezone }: StoreRow, work: readonly SeasonWorkRow[]) => ({
  name: row.name,
  id: row.id,
  state: row.state,
  version: row.version,
  plan: row.plan,
  moments: row.state === 'planned' ? momentsOf(row.plan, timezone) : {},
  enrolments: work.filter(({ kind }) => kind === 'enrol').map(enrolmentView),
  replans: work.filter(({ kind }) => kind === 'replan').map(replanView),
  savedAt: row.savedAt,
  savedBy: row.savedBy,
  why: row.why,
});

const enrolmentView = ({ round, dueAt, done, passed, finishedAt }: SeasonWorkRow) => ({
  round,
  dueAt,
  entered: done,
  passed: Object.entries(passed).map(([reason, customers]) => ({
    reason,
    means: ignoredReasons[reason as keyof typeof ignoredReasons],
    customers,
  })),
  finishedAt,
});

const replanView = ({ dueAt, done, finishedAt }: SeasonWorkRow) => ({ askedAt: dueAt, told: done, finishedAt });
