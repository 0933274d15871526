import { eq, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { loyaltyAccounts } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** Whether the customer of the run has an account in the loyalty programme, as far as the shop told. */
export const readIsMember = async (db: Queries, { run }: FactsRequest): Promise<boolean> =>
  (
    await db
      .select({ one: sql`1` })
      .from(loyaltyAccounts)
      .where(eq(loyaltyAccounts.customerId, ownerOfRun(run)))
      .limit(1)
  ).length > 0;
