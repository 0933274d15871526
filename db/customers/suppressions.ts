import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { type AddressEvent, bounceKinds, suppressedBy } from '../../domain/bounce-policy.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { type Channel, channels } from '../../domain/journey.ts';
import { type SuppressionReason, type SuppressionScope, usualPurpose } from '../../domain/suppression.ts';
import type { Queries } from '../client.ts';
import { messages, providerEvents, suppressions } from '../schema/index.ts';

/** True of a row that nobody lifted since its newest occurrence. */
export const notLifted: SQL = sql`(${suppressions.liftedAt} is null or ${suppressions.at} >= ${suppressions.liftedAt})`;

/** The rows of these addresses of a store, on any channel: as the key's index has them. */
export const atAddresses = (store: StoreId, addresses: readonly string[]): SQL | undefined =>
  and(
    eq(suppressions.storeId, store),
    inArray(suppressions.channel, [...channels]),
    inArray(suppressions.address, [...addresses]),
  );

/** An address of a store on a channel. */
export interface StoreAddress {
  readonly storeId: StoreId;
  readonly channel: Channel;
  readonly address: string;
}

/** One reason why it may get nothing; what it stops is what the reason usually stops, unless told. */
export interface SuppressionKey extends StoreAddress, Partial<SuppressionScope> {
  readonly reason: SuppressionReason;
}

/** What tells two rows apart. */
export const suppressionKey = [
  suppressions.storeId,
  suppressions.channel,
  suppressions.address,
  suppressions.reason,
  suppressions.purpose,
  suppressions.list,
];

const scoped = (row: SuppressionKey) => ({ purpose: usualPurpose(row.reason), list: '', ...row });

/** Suppresses an address since `at`. An older occurrence, or one that was lifted since, changes nothing. */
export const suppress = async (queries: Queries, row: SuppressionKey, at: Date): Promise<void> => {
  await queries
    .insert(suppressions)
    .values({ ...scoped(row), at })
    .onConflictDoUpdate({
      target: suppressionKey,
      set: { at: sql`excluded.at`, until: null },
      setWhere: sql`excluded.at > ${suppressions.at}`,
    });
};

/** Lifts a reason as of `at`: also one that is told only later, when it occurred before. */
export const liftSuppression = async (queries: Queries, row: SuppressionKey, at: Date): Promise<void> => {
  await queries
    .insert(suppressions)
    .values({ ...scoped(row), at: new Date(at.getTime() - 1), liftedAt: at })
    .onConflictDoUpdate({
      target: suppressionKey,
      set: { liftedAt: sql`greatest(${suppressions.liftedAt}, excluded.lifted_at)` },
    });
};

/**
 * Makes the suppressions of an address what its provider's events ask for. The customer's lock is held, so
 * that no message is claimed meanwhile and no other event of the address is overlooked.
 */
export const suppressAsTold = async (
  transaction: Queries,
  customer: CustomerId,
  address: StoreAddress,
): Promise<void> => {
  const asked = suppressedBy(await readAddressEvents(transaction, customer, address));
  for (const reason of ['bounced', 'complained'] as const) {
    const since = asked[reason]?.at;
    if (since !== undefined) await suppress(transaction, { ...address, reason }, new Date(since));
  }
  const bouncing = { ...address, reason: 'bouncing' } as const;
  if (asked.bouncing) {
    const times = { at: new Date(asked.bouncing.at), until: new Date(asked.bouncing.until) };
    await transaction
      .insert(suppressions)
      .values({ ...scoped(bouncing), ...times })
      .onConflictDoUpdate({ target: suppressionKey, set: times });
  } else {
    await transaction
      .delete(suppressions)
      .where(
        and(
          eq(suppressions.storeId, address.storeId),
          eq(suppressions.channel, address.channel),
          eq(suppressions.address, address.address),
          eq(suppressions.reason, 'bouncing'),
        ),
      );
  }
};

/** Of the newest events that providers told of the customer's messages to one address. */
const readAddressEvents = async (
  queries: Queries,
  customer: CustomerId,
  { channel, address }: StoreAddress,
): Promise<readonly AddressEvent[]> => {
  const bounce = sql<string | null>`${providerEvents.detail} ->> 'bounce'`;
  const rows = await queries
    .select({ at: providerEvents.occurredAt, means: providerEvents.means, bounce })
    .from(providerEvents)
    .innerJoin(messages, eq(messages.id, providerEvents.messageId))
    .where(
      and(
        eq(messages.customerId, customer),
        eq(messages.channel, channel),
        sql`${messages.frozen} ->> 'to' = ${address}`,
        or(inArray(providerEvents.means, ['delivered', 'complained']), inArray(bounce, [...bounceKinds])),
      ),
    )
    .orderBy(desc(providerEvents.occurredAt))
    .limit(500);
  return rows.map(({ at, means, bounce: kind }) => ({
    at: at.getTime(),
    what: (kind ?? means) as AddressEvent['what'],
  }));
};
