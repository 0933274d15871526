import { and, desc, eq, gte, isNotNull, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import type { Cursor } from '../pages/cursor.ts';
import { messages } from '../schema/index.ts';

export type StoredDecision = Awaited<ReturnType<typeof readDecisions>>[number];

/** Decisions with what they were made from, newest first; those whose facts are past their time are left out. */
export const readDecisions = async (
  db: Queries,
  { store, since, before }: { readonly store: StoreId; readonly since: Date; readonly before?: Cursor | undefined },
  limit: number,
) =>
  db
    .select({
      id: messages.id,
      journey: messages.journey,
      step: messages.step,
      decidedAt: messages.decidedAt,
      expiresAt: messages.expiresAt,
      verdicts: messages.verdicts,
      facts: messages.facts,
      policyVersions: messages.policyVersions,
    })
    .from(messages)
    .where(
      and(
        eq(messages.storeId, store),
        gte(messages.decidedAt, since),
        isNotNull(messages.facts),
        before &&
          sql`(${messages.decidedAt}, ${messages.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(messages.decidedAt), desc(messages.id))
    .limit(limit);
