import { and, asc, count, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
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

/**
 * How many tests by the channel an operator asked for within the last hour of real time. Locks the operator, so that two
 * who ask at once count each other.
 */
export const countLately = async (queries: Queries, operator: string, channel: Channel): Promise<number> => {
  await queries.select({ id: operators.id }).from(operators).where(eq(operators.id, operator)).for('update');
  const [row] = await queries
    .select({ count: count() })
    .from(testSends)
    .where(
      and(
        eq(testSends.operatorId, operator),
        sql`${testSends.message} ->> 'channel' = ${channel}`,
        sql`${testSends.recordedAt} > now() - interval '1 hour'`,
      ),
    );
  return row!.count;
};

/** What the tests of a store by text message came to, from `since` to `until`. */
export const readSmsTests = async (
  queries: Queries,
  store: StoreId,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<{ readonly messages: number; readonly segments: number; readonly cost: number }> => {
  const [row] = await queries
    .select({
      messages: count(),
      segments: sql<number>`coalesce(sum(${testSends.segments}), 0)`.mapWith(Number),
      cost: sql<number>`coalesce(sum(${testSends.cost}), 0)`.mapWith(Number),
    })
    .from(testSends)
    .where(
      and(
        eq(testSends.storeId, store),
        gte(testSends.askedAt, since),
        lt(testSends.askedAt, until),
        isNotNull(testSends.cost),
      ),
    );
  return row!;
};

/** Takes the oldest that nobody has taken; it is taken once, so that it is sent at most once. */
export const takeTestSend = async (
  queries: Queries,
): Promise<(TestSendRow & { readonly email: string | null; readonly phone: string | null }) | undefined> => {
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
    .select({ email: operators.email, phone: operators.phone })
    .from(operators)
    .where(and(eq(operators.id, row.operatorId), sql`${operators.disabledAt} is null`));
  return { ...row, email: operator?.email ?? null, phone: operator?.phone ?? null };
};

export const endTestSend = async (
  queries: Queries,
  id: string,
  end: Pick<TestSendRow, 'state' | 'verdicts' | 'detail' | 'sampled' | 'segments' | 'cost'> & {
    readonly endedAt: Date;
  },
): Promise<void> => {
  await queries
    .update(testSends)
    .set(end)
    .where(and(eq(testSends.id, id), eq(testSends.state, 'sending')));
};
