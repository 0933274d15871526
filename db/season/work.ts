import { and, asc, eq, gt, inArray, isNull, lte, notInArray, sql } from 'drizzle-orm';
import type { CampaignId, RunId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { runs, seasonWork } from '../schema/index.ts';
import type { SeasonWorkRow } from './campaigns.ts';

type NewWork = Pick<SeasonWorkRow, 'id' | 'storeId' | 'kind' | 'campaignId' | 'round' | 'dueAt' | 'createdAt'>;

export const insertWork = async (queries: Queries, row: NewWork): Promise<void> => {
  await queries.insert(seasonWork).values(row);
};

/** The newest plan is told to every run: what was still being told of an older one is over. */
export const endOlderReplans = async (
  queries: Queries,
  { store, campaign, at }: { readonly store: StoreId; readonly campaign: CampaignId | null; readonly at: Date },
): Promise<void> => {
  await queries
    .update(seasonWork)
    .set({ finishedAt: at })
    .where(
      and(
        eq(seasonWork.storeId, store),
        eq(seasonWork.kind, 'replan'),
        campaign === null ? isNull(seasonWork.campaignId) : eq(seasonWork.campaignId, campaign),
        isNull(seasonWork.finishedAt),
      ),
    );
};

/** Enrolments of a campaign that have not begun are due at another time, or are not to be done at all. */
export const moveEnrolment = async (
  queries: Queries,
  campaign: CampaignId,
  round: number,
  dueAt: Date,
): Promise<void> => {
  await queries
    .update(seasonWork)
    .set({ dueAt })
    .where(
      and(
        eq(seasonWork.campaignId, campaign),
        eq(seasonWork.round, round),
        isNull(seasonWork.cursor),
        isNull(seasonWork.finishedAt),
      ),
    );
};

/** Whatever of a campaign is still to do is over. */
export const endWork = async (queries: Queries, campaign: CampaignId, at: Date): Promise<void> => {
  await queries
    .update(seasonWork)
    .set({ finishedAt: at })
    .where(and(eq(seasonWork.campaignId, campaign), isNull(seasonWork.finishedAt)));
};

/**
 * Takes one piece of work that is due, and holds it until the transaction ends: several processes share what there is.
 * Plans before enrolments: what is told late may go out wrongly.
 */
export const takeWork = async (
  queries: Queries,
  now: Date,
  except: readonly string[],
): Promise<SeasonWorkRow | undefined> =>
  (
    await queries
      .select()
      .from(seasonWork)
      .where(
        and(
          isNull(seasonWork.finishedAt),
          lte(seasonWork.dueAt, now),
          except.length > 0 ? notInArray(seasonWork.id, [...except]) : undefined,
        ),
      )
      .orderBy(sql`${seasonWork.kind} = 'enrol'`, asc(seasonWork.dueAt))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];

/** Writes down how far a piece of work has come. */
export const advanceWork = async (
  queries: Queries,
  id: string,
  step: Pick<SeasonWorkRow, 'cursor' | 'done' | 'passed' | 'finishedAt'>,
): Promise<void> => {
  await queries.update(seasonWork).set(step).where(eq(seasonWork.id, id));
};

/** The next runs of a store that can still write and that a changed calendar concerns, in the order of their ids. */
export const pageOfRuns = async (
  queries: Queries,
  {
    store,
    campaign,
    journeys,
    after,
    limit,
  }: {
    readonly store: StoreId;
    readonly campaign: CampaignId | null;
    readonly journeys: readonly string[];
    readonly after: string | null;
    readonly limit: number;
  },
) =>
  queries
    .select({ id: runs.id, customerId: runs.customerId })
    .from(runs)
    .where(
      and(
        eq(runs.storeId, store),
        inArray(runs.journey, [...journeys]),
        campaign === null ? undefined : eq(runs.subject, campaign),
        eq(runs.state, 'open'),
        isNull(runs.exitEvent),
        after === null ? undefined : gt(runs.id, after as RunId),
      ),
    )
    .orderBy(asc(runs.id))
    .limit(limit);
