import { and, eq, gt, isNull } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { confirmations } from '../schema/index.ts';

/** Whether a sign-up of the customer can still be confirmed. */
export const waitsForConfirmation = async (queries: Queries, customer: CustomerId, now: Date): Promise<boolean> =>
  (
    await queries
      .select({ token: confirmations.token })
      .from(confirmations)
      .where(
        and(
          eq(confirmations.customerId, customer),
          isNull(confirmations.confirmedAt),
          gt(confirmations.expiresAt, now),
        ),
      )
      .limit(1)
  ).length === 1;
