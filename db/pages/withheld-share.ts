import { and, eq, gte, lt, notInArray, sql } from 'drizzle-orm';
import {
  type DecisionCounts,
  type WithheldJump,
  withheldJumps,
  withheldSpans,
} from '../../domain/alerts/withheld-jump.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { WithheldReason } from '../../domain/reasons.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { messages } from '../schema/index.ts';

/** For which reasons a store suddenly withholds much more than usual. Reads its decisions of eight days: ask seldom. */
export const readWithheldJumps = async (db: Queries, store: StoreId, now: Millis): Promise<readonly WithheldJump[]> => {
  const border = new Date(now - withheldSpans.recent);
  const recent = await readCounts(db, store, { from: border, to: new Date(now + 1) });
  if (recent.decided === 0) return [];
  const from = new Date(border.getTime() - withheldSpans.before);
  return withheldJumps(recent, await readCounts(db, store, { from, to: border }));
};

const readCounts = async (
  db: Queries,
  store: StoreId,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<DecisionCounts> => {
  const reason = sql<WithheldReason | null>`case when ${messages.state} = 'withheld' then ${messages.reason} end`;
  const rows = await db
    .select({ reason, count: sql<number>`count(*)::int` })
    .from(messages)
    .where(
      and(
        eq(messages.storeId, store),
        gte(messages.decidedAt, from),
        lt(messages.decidedAt, to),
        notInArray(messages.state, ['planned', 'claimed']),
      ),
    )
    .groupBy(reason);
  return {
    decided: rows.reduce((sum, { count }) => sum + count, 0),
    withheld: Object.fromEntries(rows.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count]]))),
  };
};
