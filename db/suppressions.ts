import { type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../domain/ids.ts';
import type { Channel } from '../domain/journey.ts';
import type { SuppressionReason } from '../domain/suppression.ts';
import type { Queries } from './client.ts';
import { suppressions } from './schema/customers.ts';

/** True of a row that nobody lifted since its newest occurrence. */
export const notLifted: SQL = sql`(${suppressions.liftedAt} is null or ${suppressions.at} > ${suppressions.liftedAt})`;

/** An address of a store on a channel, and one reason why it may get nothing. */
export interface SuppressionKey {
  readonly storeId: StoreId;
  readonly channel: Channel;
  readonly address: string;
  readonly reason: SuppressionReason;
}

/** Suppresses an address since `at`. An older occurrence, or one that was lifted since, changes nothing. */
export const suppress = async (queries: Queries, key: SuppressionKey, at: Date, until?: Date): Promise<void> => {
  await queries
    .insert(suppressions)
    .values({ ...key, at, until: until ?? null })
    .onConflictDoUpdate({
      target: [suppressions.storeId, suppressions.channel, suppressions.address, suppressions.reason],
      set: { at: sql`excluded.at`, until: sql`excluded.until` },
      setWhere: sql`excluded.at > ${suppressions.at}`,
    });
};

/** Lifts a reason as of `at`: also one that is told only later, when it occurred before. */
export const liftSuppression = async (queries: Queries, key: SuppressionKey, at: Date): Promise<void> => {
  await queries
    .insert(suppressions)
    .values({ ...key, at, liftedAt: at })
    .onConflictDoUpdate({
      target: [suppressions.storeId, suppressions.channel, suppressions.address, suppressions.reason],
      set: { liftedAt: sql`greatest(${suppressions.liftedAt}, excluded.lifted_at)` },
    });
};
