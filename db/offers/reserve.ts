import { and, eq, inArray } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import { built, given, givenAll, givenOf } from '../built.ts';
import type { Queries } from '../client.ts';
import { excluded } from '../excluded.ts';
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
  const { id, terms, expiresAt } = lease;
  const { step, customer, now } = claim;
  return (await reservation(transaction, { id, step, customer, now, terms, expiresAt })).length === 1;
};

const reservation = built((db) =>
  db
    .update(offerCodes)
    .set({
      state: 'reserved',
      customerId: givenOf(offerCodes.customerId, 'customer'),
      reservedAt: givenOf(offerCodes.reservedAt, 'now'),
      leasedUntil: null,
      // As they are printed: another attempt may have leased it anew meanwhile.
      terms: givenOf(offerCodes.terms, 'terms'),
      expiresAt: givenOf(offerCodes.expiresAt, 'expiresAt'),
    })
    .where(and(eq(offerCodes.id, given('id')), eq(offerCodes.state, 'leased'), eq(offerCodes.leasedFor, given('step'))))
    .returning({ id: offerCodes.id }),
);

/** Notes which code the claimed message carries; without one it carries none any more. */
export const carryCode = async (transaction: Queries, message: string, code: string | undefined): Promise<void> => {
  await (code === undefined
    ? uncarried(transaction, { messageId: message })
    : carried(transaction, { messageId: message, codeId: code }));
};

const uncarried = built((db) =>
  db.delete(offerCodeMessages).where(eq(offerCodeMessages.messageId, given('messageId'))),
);

const carried = built((db) =>
  db
    .insert(offerCodeMessages)
    .values(givenAll(['messageId', 'codeId'] as const))
    .onConflictDoUpdate({ target: offerCodeMessages.messageId, set: { codeId: excluded('codeId') } }),
);
