import { eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import { type RfmDimension, rfmDimensions } from '../../domain/scores/rfm/rfm.ts';
import type { ValueCount } from '../../domain/scores/rfm/cuts.ts';
import type { Database, Queries } from '../client.ts';
import { orderStatistics, signalLevels } from '../schema/index.ts';

export type SignalLevelsRow = typeof signalLevels.$inferSelect;

/** What is usual changes once a night and is some hundred kilobytes: kept for a few stores, and asked for its version. */
const known = new Map<StoreId, SignalLevelsRow>();
const mostKnown = 8;

/** What is usual in a store; undefined: nothing was counted yet. */
export const readSignalLevels = async (queries: Queries, store: StoreId): Promise<SignalLevelsRow | undefined> => {
  const [now] = await queries
    .select({ version: signalLevels.version, runId: signalLevels.runId })
    .from(signalLevels)
    .where(eq(signalLevels.storeId, store));
  const kept = known.get(store);
  if (now && kept?.version === now.version && kept.runId === now.runId) return kept;
  const [row] = await queries.select().from(signalLevels).where(eq(signalLevels.storeId, store));
  known.delete(store);
  if (row) known.set(store, row);
  if (known.size > mostKnown) known.delete(known.keys().next().value!);
  return row;
};

/** Puts what was counted in place of what was before. */
export const writeSignalLevels = async (queries: Queries, row: Omit<SignalLevelsRow, 'version'>): Promise<void> => {
  await queries
    .insert(signalLevels)
    .values({ ...row, version: 1 })
    .onConflictDoUpdate({
      target: signalLevels.storeId,
      set: { ...row, version: sql`${signalLevels.version} + 1` },
    });
};

/** Amounts are told apart by three digits: what falls into one step has one score anyway. */
const steps = sql`case when abs(amount) < 1000 then amount
  else trunc(amount::numeric, 2 - floor(log(abs(amount)::numeric))::int)::bigint end`;

const columns: Readonly<Record<RfmDimension, ReturnType<typeof sql>>> = {
  recency: sql`(last_day - date '1970-01-01')`,
  frequency: sql`days`,
  monetary: steps,
};

/** How many customers of a store have each value of RFM: a few thousand values, however many customers. */
export const readRfmCounts = async (
  db: Database,
  store: StoreId,
): Promise<Readonly<Record<RfmDimension, readonly ValueCount[]>>> =>
  db.transaction(
    async (queries) => {
      await queries.execute(sql`set local statement_timeout = '15min'`);
      const counts: Partial<Record<RfmDimension, readonly ValueCount[]>> = {};
      for (const one of rfmDimensions)
        counts[one] = await queries.execute<ValueCount & Record<string, unknown>>(sql`
          select ${columns[one]}::float8 as value, count(*)::int as customers
          from ${orderStatistics} where store_id = ${store} and days > 0 group by 1`);
      return counts as Readonly<Record<RfmDimension, readonly ValueCount[]>>;
    },
    { accessMode: 'read only' },
  );
