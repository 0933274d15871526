import { and, asc, eq, isNull } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { StoreId } from '../../domain/ids.ts';
import type { SendingMode } from '../../domain/switches/sending-mode.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { sendingModes } from '../schema/switches.ts';
import { readSetting } from '../sole-session.ts';

export type ModeRow = typeof sendingModes.$inferSelect;

/** What was said about the store and its journeys, as far as it holds. */
export const readModes = async (queries: Queries, store: StoreId): Promise<readonly ModeRow[]> =>
  readSetting(queries, 'modes', () => modesQuery(queries, { store }));

const modesQuery = built((queries) =>
  queries
    .select()
    .from(sendingModes)
    .where(and(eq(sendingModes.storeId, given('store')), isNull(sendingModes.until)))
    .orderBy(asc(sendingModes.journey)),
);

/** What was said about the store as a whole, or about one journey, as far as it holds. */
export const readMode = async (queries: Queries, store: StoreId, journey: string): Promise<ModeRow | undefined> =>
  (
    await queries
      .select()
      .from(sendingModes)
      .where(and(eq(sendingModes.storeId, store), eq(sendingModes.journey, journey), isNull(sendingModes.until)))
  )[0];

export interface NewMode {
  readonly store: StoreId;
  /** A journey's name, or `*`. */
  readonly journey: string;
  readonly mode: SendingMode;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}

/** Puts a mode in the place of the one that held. The lock of switches is held, or nobody knows the store yet. */
export const replaceMode = async (queries: Queries, { store, journey, mode, at, by, why }: NewMode): Promise<void> => {
  await queries
    .update(sendingModes)
    .set({ until: at })
    .where(and(eq(sendingModes.storeId, store), eq(sendingModes.journey, journey), isNull(sendingModes.until)));
  await queries.insert(sendingModes).values({ id: v7(), storeId: store, journey, mode, since: at, setBy: by, why });
};
