import { and, eq, inArray, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { offerCodeMessages, offerCodes } from '../schema/index.ts';
import type { Lease } from './lease.ts';

/**
 * Takes the code of a claim, in the decision's transaction and under the customer's lock. False when it is no longer
 * the step's, or no longer the customer's: then the message must be made anew.
 */
export const reserveCode = async (
  transaction: Queries,
  lease: Lease,
  claim: { readonly step: string; readonly customer: CustomerId; readonly now: Date },
): Promise<boolean> => {
  if (lease.held) {
    const held = await transaction
      .select({ id: offerCodes.id })
      .from(offerCodes)
      .where(
        and(
          eq(offerCodes.id, lease.id),
          eq(offerCodes.customerId, claim.customer),
          inArray(offerCodes.state, ['reserved', 'given', 'kept']),
        ),
      )
      .for('update');
    return held.length === 1;
  }
  const reserved = await transaction
    .update(offerCodes)
    .set({
      state: 'reserved',
      customerId: claim.customer,
      reservedAt: claim.now,
      leasedUntil: null,
      // As they are printed: another attempt may have leased it anew meanwhile.
      terms: lease.terms,
      expiresAt: lease.expiresAt,
    })
    .where(and(eq(offerCodes.id, lease.id), eq(offerCodes.state, 'leased'), eq(offerCodes.leasedFor, claim.step)))
    .returning({ id: offerCodes.id });
  return reserved.length === 1;
};

/** Notes which code the claimed message carries; without one it carries none any more. */
export const carryCode = async (transaction: Queries, message: string, code: string | undefined): Promise<void> => {
  if (code === undefined) {
    await transaction.delete(offerCodeMessages).where(eq(offerCodeMessages.messageId, message));
    return;
  }
  await transaction
    .insert(offerCodeMessages)
    .values({ messageId: message, codeId: code })
    .onConflictDoUpdate({ target: offerCodeMessages.messageId, set: { codeId: sql`excluded.code_id` } });
};
