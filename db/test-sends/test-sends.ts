import { and, asc, eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { operators } from '../schema/operators.ts';
import { testSends } from '../schema/test-sends.ts';

export type TestSendRow = typeof testSends.$inferSelect;

export const insertTestSend = async (queries: Queries, row: typeof testSends.$inferInsert): Promise<TestSendRow> =>
  (await queries.insert(testSends).values(row).returning())[0]!;

/** A test send of the store; another store's does not exist. */
export const readTestSend = async (queries: Queries, store: StoreId, id: string): Promise<TestSendRow | undefined> =>
  (
    await queries
      .select()
      .from(testSends)
      .where(and(eq(testSends.id, id), eq(testSends.storeId, store)))
  )[0];

/** Takes the oldest that nobody has taken; it is taken once, so that it is sent at most once. */
export const takeTestSend = async (
  queries: Queries,
): Promise<(TestSendRow & { readonly email: string | null }) | undefined> => {
  const next = queries
    .select({ id: testSends.id })
    .from(testSends)
    .where(eq(testSends.state, 'asked'))
    .orderBy(asc(testSends.askedAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [row] = await queries
    .update(testSends)
    .set({ state: 'sending' })
    .where(eq(testSends.id, sql`(${next})`))
    .returning();
  if (!row) return undefined;
  const [operator] = await queries
    .select({ email: operators.email })
    .from(operators)
    .where(and(eq(operators.id, row.operatorId), sql`${operators.disabledAt} is null`));
  return { ...row, email: operator?.email ?? null };
};

export const endTestSend = async (
  queries: Queries,
  id: string,
  end: Pick<TestSendRow, 'state' | 'verdicts' | 'detail'> & { readonly endedAt: Date },
): Promise<void> => {
  await queries
    .update(testSends)
    .set(end)
    .where(and(eq(testSends.id, id), eq(testSends.state, 'sending')));
};
