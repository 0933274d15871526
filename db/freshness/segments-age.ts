import type { SegmentsAge } from '../../domain/freshness/fresh-segments.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { readSection } from '../policies/section.ts';
import { readLastWholeRun } from '../segments/runs.ts';

/** How old a store's stored segments are, and may be. */
export const readSegmentsAge = async (queries: Queries, store: StoreId, now: Millis): Promise<SegmentsAge> => {
  const [run, { segments: limit }] = await Promise.all([
    readLastWholeRun(queries, store),
    readSection(queries, store, 'freshness', new Date(now)),
  ]);
  return { renewedAt: run?.finishedAt?.getTime(), limit };
};
