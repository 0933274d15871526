import { eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { definitions, policyVersions, scoringRuns, segmentRuns, stores } from '../schema/index.ts';

/** How the newest run of a store stands, and what has happened to its lines since. */
export interface RunState {
  /** Undefined: there was none. */
  readonly run?: { readonly state: 'open' | 'done' | 'given_up'; readonly asOf: string };
  /** A policy that draws lines was changed, or a definition saved or retired. */
  readonly linesChanged: boolean;
  /** The whole store was scored. */
  readonly scored: boolean;
}

interface StateRow {
  readonly state: 'open' | 'done' | 'given_up' | null;
  readonly asOf: string;
  readonly linesChanged: boolean;
  readonly scored: boolean;
}

export const readRunState = async (queries: Queries, store: StoreId, now: Date): Promise<RunState> => {
  const [row] = await queries.execute<StateRow & Record<string, unknown>>(sql`
    select run.state, run.as_of::text as "asOf",
      exists (select from ${policyVersions} p where p.store_id = ${store} and p.section in ('segments', 'value', 'shop')
        and p.effective_at > run.started_at and p.effective_at <= ${now.toISOString()}::timestamptz)
      or exists (select from ${definitions} d where d.store_id = ${store} and d.saved_at > run.started_at) as "linesChanged",
      exists (select from ${scoringRuns} s where s.store_id = ${store} and s.state = 'done'
        and s.finished_at > run.started_at) as scored
    from ${stores} left join lateral (
      select state, as_of, started_at from ${segmentRuns} where store_id = ${store}
      order by started_at desc, id desc limit 1) run on true
    where ${eq(stores.id, store)}`);
  const { state = null, asOf = '', linesChanged = false, scored = false } = row ?? {};
  return { ...(state && { run: { state, asOf } }), linesChanged, scored };
};
