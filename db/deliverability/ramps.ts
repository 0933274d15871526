import { and, eq, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { rampBlocks, rampTakes } from '../schema/index.ts';

/** A day of a sending domain's warm-up. */
export interface RampKey {
  readonly store: StoreId;
  readonly domain: string;
  readonly provider: string;
  /** `2026-06-10`, by the store's clock. */
  readonly day: string;
}

/** How many rows a day's messages are spread over at most. */
const mostBlocks = 16;

const ofDay = ({ store, domain, provider, day }: RampKey) =>
  and(
    eq(rampBlocks.storeId, store),
    eq(rampBlocks.domain, domain),
    eq(rampBlocks.provider, provider),
    eq(rampBlocks.day, day),
  );

/** Makes the blocks of a day; whoever comes first decides how many messages it has. */
const makeBlocks = async (queries: Queries, key: RampKey, step: number, allowance: number): Promise<void> => {
  const { store: storeId, domain, provider, day } = key;
  const count = Math.min(mostBlocks, allowance);
  const blocks = Array.from({ length: count }, (_, block) => ({
    storeId,
    domain,
    provider,
    day,
    block,
    step,
    capacity: Math.floor(allowance / count) + (block < allowance % count ? 1 : 0),
  }));
  await queries.insert(rampBlocks).values(blocks).onConflictDoNothing();
};

/** One message of a day, taken from a block. */
export interface RampTake extends RampKey {
  readonly block: number;
}

const isBlock = (take: RampTake) => and(ofDay(take), eq(rampBlocks.block, take.block));

/**
 * Takes one message of the day for a claim, in its transaction and under the customer's lock; undefined when none is left.
 * Others' blocks are passed by; only where no other has room is one waited for.
 */
export const takeOfRamp = async (
  queries: Queries,
  key: RampKey,
  message: string,
  { step, allowance }: { readonly step: number; readonly allowance: number },
): Promise<RampTake | undefined> => {
  await makeBlocks(queries, key, step, allowance);
  const [passing] = await blockWithRoom(queries, key)
    .orderBy(sql`hashtext(${message} || ${rampBlocks.block}::text)`)
    .for('update', { skipLocked: true });
  // In one order for all: a block that was filled meanwhile stays locked while the next one is waited for.
  const [taken] = passing ? [passing] : await blockWithRoom(queries, key).orderBy(rampBlocks.block).for('update');
  if (!taken) return undefined;
  const take = { ...key, block: taken.block };
  await queries
    .update(rampBlocks)
    .set({ taken: sql`${rampBlocks.taken} + 1` })
    .where(isBlock(take));
  return take;
};

/** One block of the day that is not used up; the caller says which comes first, and whether to wait for it. */
const blockWithRoom = (queries: Queries, key: RampKey) =>
  queries
    .select({ block: rampBlocks.block })
    .from(rampBlocks)
    .where(and(ofDay(key), sql`${rampBlocks.taken} < ${rampBlocks.capacity}`))
    .limit(1);

/** Notes from which block a claimed message took: whatever ends the claim without an acceptance gives it back. */
export const noteTake = async (queries: Queries, message: string, take: RampTake): Promise<void> => {
  const { domain, provider, day, block } = take;
  await queries.insert(rampTakes).values({ messageId: message, domain, provider, day, block });
};

/** Gives back what was taken in this very transaction for a claim that does not come about. */
export const putBack = async (queries: Queries, take: RampTake): Promise<void> => {
  await queries
    .update(rampBlocks)
    .set({ taken: sql`${rampBlocks.taken} - 1` })
    .where(isBlock(take));
};
