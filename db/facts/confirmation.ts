import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { confirmations, runs } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** The newest sign-up of the run's customer that nobody has confirmed. */
export const readConfirmation = async (db: Queries, { run }: FactsRequest) => {
  const [row] = await db
    .select({
      token: confirmations.token,
      address: confirmations.address,
      expiresAt: confirmations.expiresAt,
    })
    .from(confirmations)
    .innerJoin(runs, eq(runs.customerId, confirmations.customerId))
    .where(and(eq(runs.id, run), isNull(confirmations.confirmedAt)))
    .orderBy(desc(confirmations.askedAt))
    .limit(1);
  return row;
};
