import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Purpose } from '../../domain/journey.ts';
import type { Queries } from '../client.ts';
import { smsBudgetBlocks, smsBudgetTakes } from '../schema/index.ts';

/** The money of a store's day for text messages of one purpose. */
export interface SmsBudgetKey {
  readonly store: StoreId;
  readonly purpose: Purpose;
  /** `2026-06-10`, by the store's clock. */
  readonly day: string;
}

/** What is taken of one block. */
export interface SmsTake {
  readonly block: number;
  readonly amount: number;
}

/** How many rows a day's money is spread over. */
const blockCount = 8;

const ofDay = ({ store, purpose, day }: SmsBudgetKey) =>
  and(eq(smsBudgetBlocks.storeId, store), eq(smsBudgetBlocks.purpose, purpose), eq(smsBudgetBlocks.day, day));

const isBlock = (key: SmsBudgetKey, block: number) => and(ofDay(key), eq(smsBudgetBlocks.block, block));

const add = async (queries: Queries, key: SmsBudgetKey, takes: readonly SmsTake[]): Promise<void> => {
  for (const { block, amount } of takes) {
    await queries
      .update(smsBudgetBlocks)
      .set({ taken: sql`${smsBudgetBlocks.taken} + ${amount}` })
      .where(isBlock(key, block));
  }
};

/** Locks the whole day, always in one order. */
const lockBlocks = (queries: Queries, key: SmsBudgetKey) =>
  queries
    .select({ block: smsBudgetBlocks.block, capacity: smsBudgetBlocks.capacity, taken: smsBudgetBlocks.taken })
    .from(smsBudgetBlocks)
    .where(ofDay(key))
    .orderBy(asc(smsBudgetBlocks.block))
    .for('update');

/**
 * Makes the blocks of a day, or shares another budget out over them: what is spent stays spent, and of what is left
 * each block has its part.
 */
export const shareOut = async (queries: Queries, key: SmsBudgetKey, budget: number | null): Promise<void> => {
  const { store: storeId, purpose, day } = key;
  const blocks = Array.from({ length: blockCount }, (_, block) => ({ storeId, purpose, day, block, capacity: 0 }));
  await queries.insert(smsBudgetBlocks).values(blocks).onConflictDoNothing();
  const locked = await lockBlocks(queries, key);
  const left = budget === null ? 0 : Math.max(0, budget - locked.reduce((sum, { taken }) => sum + taken, 0));
  for (const { block, taken } of locked) {
    const part = Math.floor(left / blockCount) + (block < left % blockCount ? 1 : 0);
    const capacity = budget === null ? null : taken + part;
    await queries.update(smsBudgetBlocks).set({ capacity }).where(isBlock(key, block));
  }
};

/**
 * Takes `cost` of the day for a claim, in its transaction and under the customer's lock; undefined when so much is not
 * left. Blocks that others hold are passed by; only where no other has room for the whole are all waited for, and what
 * is left in several put together.
 */
export const takeOfBudget = async (
  queries: Queries,
  key: SmsBudgetKey,
  message: string,
  cost: number,
): Promise<readonly SmsTake[] | undefined> => {
  const hasRoom = sql`${smsBudgetBlocks.taken} + ${cost} <= ${smsBudgetBlocks.capacity}`;
  const [passing] = await queries
    .select({ block: smsBudgetBlocks.block })
    .from(smsBudgetBlocks)
    .where(and(ofDay(key), or(isNull(smsBudgetBlocks.capacity), hasRoom)))
    .orderBy(sql`hashtext(${message} || ${smsBudgetBlocks.block}::text)`)
    .limit(1)
    .for('update', { skipLocked: true });
  const takes = passing ? [{ block: passing.block, amount: cost }] : await gather(queries, key, cost);
  if (takes) await add(queries, key, takes);
  return takes;
};

const gather = async (queries: Queries, key: SmsBudgetKey, cost: number): Promise<readonly SmsTake[] | undefined> => {
  const takes: SmsTake[] = [];
  let wanted = cost;
  for (const { block, capacity, taken } of await lockBlocks(queries, key)) {
    const amount = Math.min(wanted, capacity === null ? wanted : capacity - taken);
    if (amount > 0) takes.push({ block, amount });
    wanted -= Math.max(0, amount);
    if (wanted === 0) return takes;
  }
  return undefined;
};

/** Notes what a claimed message took: whatever ends the claim without an acceptance gives it back. */
export const noteSmsTakes = async (
  queries: Queries,
  { purpose, day }: SmsBudgetKey,
  messageId: string,
  takes: readonly SmsTake[],
): Promise<void> => {
  if (takes.length > 0) {
    await queries.insert(smsBudgetTakes).values(takes.map((take) => ({ messageId, purpose, day, ...take })));
  }
};

/** Gives back what was taken in this very transaction for a claim that does not come about. */
export const putBackSms = async (queries: Queries, key: SmsBudgetKey, takes: readonly SmsTake[]): Promise<void> =>
  add(
    queries,
    key,
    takes.map(({ block, amount }) => ({ block, amount: -amount })),
  );
