import type { Cast } from '../cast/cast.ts';
import type { Shop } from '../shop/shop.ts';
import type { Evidence, InboxEntry, LedgerRun, LedgerStep, UntoldEntry } from './evidence.ts';

type Database = Pick<Cast, 'postgres' | 'store'>;

/** Reads all lists, with SQL of the judge's own. */
export const readEvidence = async (cast: Cast, shop: Pick<Shop, 'acknowledged' | 'told'>): Promise<Evidence> => {
  const { sql } = cast.postgres;
  const [inbox, untold, steps, runs] = await Promise.all([
    sql<InboxEntry[]>`select event_id as "eventId", fate, reason from inbox where store_id = ${cast.store}`,
    sql<UntoldEntry[]>`
      select id::int, kind, extract(epoch from recorded_at)::float8 * 1000 as "recordedAt",
        dead_at is not null as dead, last_error as "lastError"
      from outbox where dispatched_at is null`,
    readSteps(cast),
    readRuns(cast),
  ]);
  return {
    acknowledged: [...shop.acknowledged.values()],
    told: shop.told,
    inbox,
    untold,
    steps,
    runs,
    acceptances: [...cast.provider.acceptances()],
    live: await liveWorkflows(cast, runs),
    readAt: Date.now(),
  };
};

export const readSteps = async ({ postgres: { sql }, store }: Database): Promise<readonly LedgerStep[]> => sql<
  LedgerStep[]
>`
  select key, run_id as "runId", step, state, reason, extract(epoch from decided_at)::float8 * 1000 as "decidedAt",
    last_error as "lastError", extract(epoch from recorded_at)::float8 * 1000 as "recordedAt"
  from messages where store_id = ${store}`;

/** The id of a run's workflow, of `runs r`. */
export const workflowIdSql = `coalesce(r.workflow_id, concat_ws('/', 'journey', r.store_id, r.journey, r.customer_id,
  coalesce(nullif(r.subject, ''), '-'), r.episode))`;

export const readRuns = async ({ postgres: { sql }, store }: Database): Promise<readonly LedgerRun[]> => sql<
  LedgerRun[]
>`
  select r.id, c.external_id as cart, r.state, r.exit_event as "exitEvent",
    ${sql.unsafe(workflowIdSql)} as "workflowId", extract(epoch from r.due_at)::float8 * 1000 as "dueAt",
    extract(epoch from r.touched_at)::float8 * 1000 as "touchedAt"
  from runs r left join carts c on c.id::text = r.subject where r.store_id = ${store}`;

/** The open ones of `runs` that Temporal runs. Asked one by one: its list is some seconds late. */
export const liveWorkflows = async (
  cast: Pick<Cast, 'temporal'>,
  runs: readonly Pick<LedgerRun, 'state' | 'workflowId'>[],
): Promise<ReadonlySet<string>> => {
  const live = new Set<string>();
  const open = runs.filter(({ state }) => state === 'open').values();
  const ask = async (): Promise<void> => {
    for (const { workflowId } of open) {
      const status = await cast.temporal.client.workflow
        .getHandle(workflowId)
        .describe()
        .then(
          (description) => description.status.name,
          () => 'UNKNOWN',
        );
      if (status === 'RUNNING') live.add(workflowId);
    }
  };
  await Promise.all(Array.from({ length: 16 }, ask));
  return live;
};
