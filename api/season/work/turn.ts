import type { Database, Queries } from '../../../db/client.ts';
import { readSegmentsAge } from '../../../db/freshness/segments-age.ts';
import { readSection } from '../../../db/policies/section.ts';
import { isQueueLong } from '../../../db/road/queue-length.ts';
import { readCampaignById, type SeasonWorkRow } from '../../../db/season/campaigns.ts';
import { advanceWork, takeWork } from '../../../db/season/work.ts';
import { readStore } from '../../../db/shop/stores.ts';
import { readModes } from '../../../db/switches/modes.ts';
import { areSegmentsStale } from '../../../domain/freshness/fresh-segments.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { stricter, wholeStore } from '../../../domain/switches/sending-mode.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { withRetries } from '../../intake/retries.ts';
import type { Mint } from '../../intake/mint.ts';
import { campaignSpecs, retimedByCadence, retimedBySeason } from '../concerned.ts';
import { enrolPage } from './enrol.ts';
import { replanPage } from './replan.ts';

export interface SeasonWorkDeps {
  readonly db: Database;
  /** The store's time. */
  readonly clock: Clock;
  readonly specs: readonly JourneySpec[];
  readonly mint?: Mint;
}

/** `nothing`: none is due. `waits`: this one cannot go on now; another may. */
export type Turn = { readonly outcome: 'nothing' } | { readonly outcome: 'worked' | 'waits'; readonly work: string };

/** Rows of the store's outbox beyond which nothing is added: what customers do must not wait behind a whole audience. */
const longQueue = 400;

/** One step of what is due, in one transaction; `except`: pieces of work that wait. */
export const seasonTurn = async (deps: SeasonWorkDeps, except: readonly string[] = []): Promise<Turn> =>
  withRetries(async () =>
    deps.db.transaction(async (queries) => {
      const now = deps.clock.now();
      const work = await takeWork(queries, new Date(now), except);
      if (!work) return { outcome: 'nothing' };
      if (await isQueueLong(queries, work.storeId, longQueue)) return { outcome: 'waits', work: work.id };
      const step = await (work.kind === 'enrol' ? enrolment : replan)(queries, deps, work);
      if (step === 'waits') return { outcome: 'waits', work: work.id };
      await advanceWork(queries, work.id, step);
      return { outcome: 'worked', work: work.id };
    }),
  );

const replan = async (queries: Queries, { specs, clock }: SeasonWorkDeps, work: SeasonWorkRow) => {
  const now = clock.now();
  const cadences = async (at: number) => readSection(queries, work.storeId, 'cadences', new Date(at));
  const concerned = async () => {
    if (work.campaignId !== null) return campaignSpecs(specs);
    if (work.kind === 'replan') return retimedBySeason(specs, await cadences(now));
    return retimedByCadence(specs, await cadences(work.dueAt.getTime() - 1), await cadences(now));
  };
  return replanPage(queries, work, await concerned(), now);
};

const enrolment = async (queries: Queries, deps: SeasonWorkDeps, work: SeasonWorkRow) => {
  const now = deps.clock.now();
  const [campaign, store, modes] = await Promise.all([
    readCampaignById(queries, work.campaignId!),
    readStore(queries, work.storeId),
    readModes(queries, work.storeId),
  ]);
  const said = (journey: string) => modes.find((one) => one.journey === journey)?.mode;
  const isOn = (spec: JourneySpec) =>
    stricter(said(wholeStore) ?? 'on', said(spec.name) ?? spec.begins ?? 'on') !== 'off';
  const specs = campaignSpecs(deps.specs, campaign!.plan.kind).filter(isOn);
  // Paths and audiences are drawn by segments: a campaign does not begin by those of another week (R115).
  if (areSegmentsStale(await readSegmentsAge(queries, work.storeId, now), now)) return 'waits';
  // Nobody is passed by for good because a journey is not switched on yet.
  if (specs.length === 0) return 'waits';
  return enrolPage(queries, {
    work,
    campaign: campaign!,
    store: store!,
    specs,
    now,
    ...(deps.mint && { mint: deps.mint }),
  });
};
