import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { CustomerId, OrderId, StoreId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { offerCodes, offerRedemptions } from '../schema/index.ts';

export type CodeRow = typeof offerCodes.$inferSelect;

/** An order that used codes. */
export interface Redemption {
  readonly store: StoreId;
  readonly order: OrderId;
  readonly codes: readonly string[];
  /** Who ordered, first, and who was matched by an address. */
  readonly customers: readonly CustomerId[];
  readonly at: Date;
}

/**
 * Notes which of our codes an order used; codes of others are none of ours. Told twice, the earlier instant holds. A
 * code that was not the customer's is redeemed all the same, for the shop took it, and marked as a stranger's.
 */
export const redeemCodes = async (queries: Queries, redemption: Redemption): Promise<void> => {
  const { store, order, codes, customers, at } = redemption;
  if (codes.length === 0) return;
  const rows = await queries
    .select()
    .from(offerCodes)
    .where(and(eq(offerCodes.storeId, store), inArray(offerCodes.code, [...new Set(codes)])))
    // In one order everywhere: two orders with the same codes wait for each other, and no longer.
    .orderBy(asc(offerCodes.id));
  const own = (row: CodeRow): boolean => row.customerId !== null && customers.includes(row.customerId);
  // What is everybody's code has a row for each customer who was told it.
  const used = rows.filter((row) => row.source !== 'fixed' || own(row));
  for (const row of used) {
    await queries
      .insert(offerRedemptions)
      .values({
        id: randomUUID(),
        storeId: store,
        codeId: row.id,
        orderId: order,
        customerId: customers[0] ?? null,
        at,
        stranger: !own(row),
      })
      .onConflictDoUpdate({
        target: [offerRedemptions.orderId, offerRedemptions.codeId],
        set: { at: sql`least(${offerRedemptions.at}, excluded.at)` },
      });
  }
};

/** Offers whose codes hold again when their order came to nothing. */
export type Reopening = (offer: string) => boolean;

/** What of an order's codes still counts after its state changed, whichever way. */
export const settleRedemptions = async (
  queries: Queries,
  order: OrderId,
  { cameToNothing, reopens, at }: { readonly cameToNothing: boolean; readonly reopens: Reopening; readonly at: Date },
): Promise<void> => {
  if (!cameToNothing) {
    await countingAgain(queries, { order });
    return;
  }
  const used = await queries
    .select({ id: offerRedemptions.id, offer: offerCodes.offer })
    .from(offerRedemptions)
    .innerJoin(offerCodes, eq(offerCodes.id, offerRedemptions.codeId))
    .where(
      and(
        eq(offerRedemptions.orderId, order),
        isNull(offerRedemptions.reopenedAt),
        // What a stranger knew is not free for anybody any more.
        eq(offerRedemptions.stranger, false),
      ),
    )
    .orderBy(asc(offerCodes.id));
  for (const { id, offer } of used) {
    if (reopens(offer))
      await queries.update(offerRedemptions).set({ reopenedAt: at }).where(eq(offerRedemptions.id, id));
  }
};

const countingAgain = built((queries) =>
  queries
    .update(offerRedemptions)
    .set({ reopenedAt: null })
    .where(and(eq(offerRedemptions.orderId, given('order')), isNotNull(offerRedemptions.reopenedAt))),
);

/** A store's rows of a code, those that somebody got first; several only where it is everybody's. */
export const readCode = async (queries: Queries, store: StoreId, code: string): Promise<readonly CodeRow[]> =>
  queries
    .select()
    .from(offerCodes)
    // One whose customer was erased is nobody's, and cannot be asked for.
    .where(and(eq(offerCodes.storeId, store), eq(offerCodes.code, code), eq(offerCodes.spent, false)))
    .orderBy(sql`${offerCodes.expiresAt} desc nulls last`, asc(offerCodes.id))
    .limit(1_000);

/** One of them, held: whoever else would use it waits. */
export const holdCode = async (queries: Queries, id: string): Promise<CodeRow | undefined> =>
  (await queries.select().from(offerCodes).where(eq(offerCodes.id, id)).for('update'))[0];

/** True when this very order used the code, and it still counts. */
export const isRedeemedBy = async (queries: Queries, code: string, order: OrderId): Promise<boolean> => {
  const [row] = await queries
    .select({ id: offerRedemptions.id })
    .from(offerRedemptions)
    .where(
      and(eq(offerRedemptions.codeId, code), eq(offerRedemptions.orderId, order), isNull(offerRedemptions.reopenedAt)),
    );
  return row !== undefined;
};
