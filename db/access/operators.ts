import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { operators } from '../schema/operators.ts';

export type OperatorRow = typeof operators.$inferSelect;

/** @returns false when an operator has this name already. */
export const insertOperator = async (queries: Queries, row: typeof operators.$inferInsert): Promise<boolean> =>
  (await queries.insert(operators).values(row).onConflictDoNothing().returning({ id: operators.id })).length === 1;

/** The operator of this name, unless disabled. */
export const readOperator = async (queries: Queries, name: string): Promise<OperatorRow | undefined> =>
  (
    await queries
      .select()
      .from(operators)
      .where(and(eq(operators.name, name), isNull(operators.disabledAt)))
  )[0];

export const listOperators = async (queries: Queries): Promise<readonly OperatorRow[]> =>
  queries.select().from(operators).orderBy(asc(operators.createdAt), asc(operators.name));

export const changeOperator = async (
  queries: Queries,
  id: string,
  changes: Partial<Pick<OperatorRow, 'passwordHash' | 'disabledAt' | 'email' | 'phone'>>,
): Promise<void> => {
  await queries.update(operators).set(changes).where(eq(operators.id, id));
};
