import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { operators, sessions } from '../schema/operators.ts';

export type SessionRow = typeof sessions.$inferSelect & { readonly operatorName: string };

export const insertSession = async (queries: Queries, row: typeof sessions.$inferInsert): Promise<void> => {
  await queries.insert(sessions).values(row);
};

/** The session of this token hash, while its operator is not disabled. */
export const readSession = async (queries: Queries, tokenHash: string): Promise<SessionRow | undefined> => {
  const [row] = await queries
    .select({ session: sessions, operatorName: operators.name })
    .from(sessions)
    .innerJoin(operators, eq(operators.id, sessions.operatorId))
    .where(and(eq(sessions.tokenHash, tokenHash), isNull(operators.disabledAt)));
  return row && { ...row.session, operatorName: row.operatorName };
};

export const seeSession = async (queries: Queries, tokenHash: string, at: Date): Promise<void> => {
  await queries.update(sessions).set({ seenAt: at }).where(eq(sessions.tokenHash, tokenHash));
};

export const deleteSession = async (queries: Queries, tokenHash: string): Promise<void> => {
  await queries.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
};

export const deleteSessionsOf = async (queries: Queries, operatorId: string): Promise<void> => {
  await queries.delete(sessions).where(eq(sessions.operatorId, operatorId));
};

/** Removes sessions begun before `begunBefore` or not seen since `seenBefore`. */
export const deleteOldSessions = async (
  queries: Queries,
  { begunBefore, seenBefore }: { readonly begunBefore: Date; readonly seenBefore: Date },
): Promise<void> => {
  await queries.delete(sessions).where(or(lt(sessions.createdAt, begunBefore), lt(sessions.seenAt, seenBefore)));
};
