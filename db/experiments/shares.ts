import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Database, Queries } from '../client.ts';
import { experimentShares } from '../schema/experiments.ts';

export type SharesRow = typeof experimentShares.$inferSelect;
type SharesKey = Pick<SharesRow, 'storeId' | 'experiment'>;

/** The parts of the next customers; undefined while nobody has come. */
export const readShares = async (
  queries: Queries,
  { storeId, experiment }: SharesKey,
): Promise<SharesRow | undefined> =>
  (
    await queries
      .select()
      .from(experimentShares)
      .where(and(eq(experimentShares.storeId, storeId), eq(experimentShares.experiment, experiment)))
      .orderBy(desc(experimentShares.version))
      .limit(1)
  )[0];

/** Every version of the parts of these experiments, the newest first. */
export const listShares = async (
  queries: Queries,
  store: StoreId,
  experiments: readonly string[],
): Promise<readonly SharesRow[]> =>
  experiments.length === 0
    ? []
    : queries
        .select()
        .from(experimentShares)
        .where(and(eq(experimentShares.storeId, store), inArray(experimentShares.experiment, [...experiments])))
        .orderBy(experimentShares.experiment, desc(experimentShares.version));

/** Puts the next version to use. @returns false when another process was first: then its version counts. */
export const putShares = async (
  queries: Queries,
  row: Omit<typeof experimentShares.$inferInsert, 'recordedAt'>,
): Promise<boolean> =>
  (
    await queries
      .insert(experimentShares)
      .values(row)
      .onConflictDoNothing()
      .returning({ version: experimentShares.version })
  ).length === 1;

/** The parts that the next customer is drawn by: where the code has other arms than the parts that stand, those of the code. */
export const currentShares = async (
  queries: Queries,
  key: SharesKey,
  declared: Readonly<Record<string, number>>,
  at: Date,
): Promise<Pick<SharesRow, 'version' | 'shares'>> => {
  const known = await readShares(queries, key);
  if (known && haveSameArms(known.shares, declared)) return known;
  const version = (known?.version ?? 0) + 1;
  const reason = known ? 'arms_changed' : 'begun';
  const own = { ...key, version, shares: declared, reason, taught: null, at } as const;
  return (await putShares(queries, own)) ? own : (await readShares(queries, key))!;
};

export const haveSameArms = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean =>
  Object.keys(one).toSorted().join() === Object.keys(other).toSorted().join();

/** Notes that results were asked at an instant and changed nothing. */
export const markAsked = async (
  queries: Queries,
  { storeId, experiment, version }: Pick<SharesRow, 'storeId' | 'experiment' | 'version'>,
  at: Date,
): Promise<void> => {
  await queries
    .update(experimentShares)
    .set({ askedAt: at })
    .where(
      and(
        eq(experimentShares.storeId, storeId),
        eq(experimentShares.experiment, experiment),
        eq(experimentShares.version, version),
      ),
    );
};

/** One process rebalances at a time. The number is this job's alone. */
const lock = 5_216_222;

/** `work` in a transaction of its own that holds the lock; undefined when another process has it. */
export const whileRebalancing = async <Result>(
  db: Database,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result | undefined> =>
  db.transaction(async (transaction) => {
    const [held] = await transaction.execute<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as held`);
    return held?.held ? work(transaction) : undefined;
  });
