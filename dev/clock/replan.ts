import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { eq, sql } from 'drizzle-orm';
import type { Queries } from '../../db/client.ts';
import { planOf } from '../../api/dispatcher/plan-of.ts';
import { cadenceOf } from '../../db/policies/cadences.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import { campaigns, runs, stores } from '../../db/schema/index.ts';
import { campaignOfRun } from '../../db/season/of-run.ts';
import { replanSignal } from '../../domain/run.ts';
import { type DemoClock, storeTime } from '../../domain/time/clock.ts';

/** Signals sent at the same time. */
const atOnce = 50;

/**
 * Gives every open run the clock of this start: their timers count from the mapping of the last one. To be
 * done before a worker polls, so that none acts on the old mapping. Returns how many were told.
 */
export const replanOpenRuns = async (db: Queries, client: Client, clock: DemoClock): Promise<number> => {
  const open = await db
    .select({
      run: runs,
      calendar: stores.calendar,
      cadence: cadenceOf(sql`${runs.storeId}`, sql`${runs.journey}`, new Date(storeTime(Date.now(), clock))),
      campaign: { state: campaigns.state, plan: campaigns.plan },
      timezone: stores.timezone,
    })
    .from(runs)
    .innerJoin(stores, eq(stores.id, runs.storeId))
    .leftJoin(campaigns, campaignOfRun)
    .where(eq(runs.state, 'open'));
  let told = 0;
  const remaining = open.values();
  const tell = async (): Promise<void> => {
    for (const { run, ...row } of remaining) {
      try {
        await client.workflow.getHandle(workflowIdOf(run)).signal(replanSignal, planOf(row, clock));
        told++;
      } catch (error) {
        // Not started yet, or over: its start brings the new mapping, or it needs none.
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, tell));
  return told;
};
