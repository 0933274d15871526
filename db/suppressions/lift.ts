import { and, eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { SuppressionReason, SuppressionScope } from '../../domain/suppression.ts';
import type { Queries } from '../client.ts';
import { lockCustomers } from '../customers/customers.ts';
import { notLifted } from '../customers/suppressions.ts';
import { suppressions } from '../schema/index.ts';
import { readOwners } from './owners.ts';

/** One suppression, by all that tells it from another. */
export interface SuppressionName extends SuppressionScope {
  readonly store: StoreId;
  readonly channel: Channel;
  readonly address: string;
  readonly reason: SuppressionReason;
}

/**
 * Lifts a suppression by hand, whenever it occurred, in the caller's transaction. A consent that was withdrawn
 * stays withdrawn.
 *
 * @returns `unchanged` when it was lifted before, `none` when there never was one.
 */
export const liftByHand = async (
  queries: Queries,
  { store, channel, address, reason, purpose, list }: SuppressionName,
  now: Date,
): Promise<'lifted' | 'unchanged' | 'none'> => {
  const owners = await readOwners(queries, store, [{ channel, address }]);
  await lockCustomers(
    queries,
    owners.map(({ customerId }) => customerId),
  );
  const named = and(
    eq(suppressions.storeId, store),
    eq(suppressions.channel, channel),
    eq(suppressions.address, address),
    eq(suppressions.reason, reason),
    eq(suppressions.purpose, purpose),
    eq(suppressions.list, list),
  );
  const lifted = await queries
    .update(suppressions)
    // Of one instant the occurrence holds, hence a millisecond later.
    .set({ liftedAt: sql`greatest(${now.toISOString()}::timestamptz, ${suppressions.at} + interval '1 millisecond')` })
    .where(and(named, notLifted))
    .returning({ reason: suppressions.reason });
  if (lifted.length > 0) return 'lifted';
  const [before] = await queries.select({ at: suppressions.at }).from(suppressions).where(named);
  return before ? 'unchanged' : 'none';
};
