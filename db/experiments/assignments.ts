import { and, eq, sql } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { builtFor, givenAll, namesIn } from '../built.ts';
import type { Queries } from '../client.ts';
import { assignments } from '../schema/experiments.ts';

export type NewAssignment = typeof assignments.$inferInsert;

/** Keeps who is in which arm; whoever is in one already stays there. */
export const assign = async (queries: Queries, rows: readonly NewAssignment[]): Promise<void> => {
  const [first, ...others] = rows;
  if (!first) return;
  await (others.length === 0
    ? assignOne(queries, namesIn(first), { ...first })
    : insertThose(queries, [first, ...others]));
};

const insertThose = (queries: Queries, rows: PgInsertValue<typeof assignments>[]) =>
  queries.insert(assignments).values(rows).onConflictDoNothing();

const assignOne = builtFor((queries, names: readonly (keyof NewAssignment)[]) =>
  insertThose(queries, [givenAll(names)]),
);

/** Of customers who become one the older assignment counts. */
export const moveAssignments = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(assignments).where(eq(assignments.customerId, from)).returning();
  if (moved.length === 0) return;
  await queries
    .insert(assignments)
    .values(moved.map((row) => ({ ...row, customerId: to })))
    .onConflictDoUpdate({
      target: [assignments.storeId, assignments.experiment, assignments.customerId],
      set: {
        arm: sql`excluded.arm`,
        share: sql`excluded.share`,
        sharesVersion: sql`excluded.shares_version`,
        assignedAt: sql`excluded.assigned_at`,
      },
      setWhere: sql`excluded.assigned_at < ${assignments.assignedAt}`,
    });
};

/** The arms of a customer in the experiments of a journey, by their names. */
export const readArmsOf = async (
  queries: Queries,
  { store, customer, journey }: { readonly store: StoreId; readonly customer: CustomerId; readonly journey: string },
): Promise<Readonly<Record<string, string>>> => {
  const rows = await queries
    .select({ experiment: assignments.experiment, arm: assignments.arm })
    .from(assignments)
    .where(and(eq(assignments.customerId, customer), eq(assignments.storeId, store)));
  const own = rows.filter(({ experiment }) => experiment.startsWith(`${journey}/`));
  return Object.fromEntries(own.map(({ experiment, arm }) => [experiment.slice(journey.length + 1), arm]));
};

/** An experiment that somebody is in. */
export interface RunningExperiment {
  readonly experiment: string;
  readonly arms: readonly string[];
  readonly customers: number;
  readonly from: Date;
}

/** The experiments of a store into which customers came since an instant, the oldest first. */
export const listExperiments = async (
  queries: Queries,
  store: StoreId,
  since: Date,
): Promise<readonly RunningExperiment[]> =>
  queries
    .select({
      experiment: assignments.experiment,
      arms: sql<string[]>`array_agg(distinct ${assignments.arm} order by ${assignments.arm})`,
      customers: sql<number>`count(*)::int`,
      from: sql<Date>`min(${assignments.assignedAt})`.mapWith(assignments.assignedAt),
    })
    .from(assignments)
    .where(sql`${assignments.storeId} = ${store} and ${assignments.assignedAt} >= ${since.toISOString()}::timestamptz`)
    .groupBy(assignments.experiment)
    .orderBy(sql`min(${assignments.assignedAt})`, assignments.experiment);
