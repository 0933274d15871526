import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { StoreId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { type CodeState, offerCodes } from '../schema/index.ts';

/** Codes of the shop for one offer. */
export interface PoolImport {
  readonly store: StoreId;
  readonly offer: string;
  readonly codes: readonly string[];
  /** When they stop working at the shop. */
  readonly usableUntil?: Date | undefined;
  readonly now: Date;
}

/** What became of them, in numbers: new, known before, or already a code of another offer. */
export interface PoolImported {
  readonly added: number;
  readonly known: number;
  readonly elsewhere: number;
}

/** Adds codes to a pool. Those that are known are left as they are: told twice, nothing happens twice. */
export const importCodes = async (
  queries: Queries,
  { store, offer, codes, usableUntil, now }: PoolImport,
): Promise<PoolImported> => {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return { added: 0, known: 0, elsewhere: 0 };
  const added = await queries
    .insert(offerCodes)
    .values(
      wanted.map((code) => ({
        id: randomUUID(),
        storeId: store,
        offer,
        code,
        source: 'pool' as const,
        state: 'free' as const,
        usableUntil: usableUntil ?? null,
        createdAt: now,
      })),
    )
    .onConflictDoNothing()
    .returning({ code: offerCodes.code });
  const fresh = new Set(added.map(({ code }) => code));
  const others = wanted.filter((code) => !fresh.has(code));
  const elsewhere =
    others.length === 0
      ? []
      : await queries
          .select({ code: offerCodes.code })
          .from(offerCodes)
          .where(
            and(
              eq(offerCodes.storeId, store),
              inArray(offerCodes.code, others),
              sql`${offerCodes.source} <> 'fixed'`,
              sql`${offerCodes.offer} <> ${offer}`,
            ),
          );
  return { added: fresh.size, known: others.length - elsewhere.length, elsewhere: elsewhere.length };
};

/** Codes of one offer, by where they stand. */
export type OfferCounts = Readonly<Record<CodeState, number>> & {
  /** Given, not redeemed, and over. */
  readonly expired: number;
  /** Redeemed by somebody else than who got it. */
  readonly strangers: number;
};

const count = (condition: SQL) => sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
const state = (name: CodeState): SQL => eq(offerCodes.state, name);

/** How a store's codes stand, offer by offer. Reads every code of the store: for commands and reports. */
export const countCodes = async (
  queries: Queries,
  store: StoreId,
  { now, realNow }: { readonly now: Date; readonly realNow: Millis },
): Promise<ReadonlyMap<string, OfferCounts>> => {
  const lease = sql`${new Date(realNow).toISOString()}::timestamptz`;
  const rows = await queries
    .select({
      offer: offerCodes.offer,
      // A lease that is over frees the code.
      free: count(sql`${state('free')} or (${state('leased')} and ${offerCodes.leasedUntil} < ${lease})`),
      leased: count(sql`${state('leased')} and ${offerCodes.leasedUntil} >= ${lease}`),
      reserved: count(state('reserved')),
      given: count(state('given')),
      kept: count(state('kept')),
      redeemed: count(state('redeemed')),
      expired: count(sql`${state('given')} and ${offerCodes.expiresAt} < ${now.toISOString()}::timestamptz`),
      strangers: count(
        sql`${state('redeemed')} and exists (select 1 from offer_redemptions where code_id = ${offerCodes.id} and stranger)`,
      ),
    })
    .from(offerCodes)
    .where(eq(offerCodes.storeId, store))
    .groupBy(offerCodes.offer)
    .orderBy(offerCodes.offer);
  return new Map(rows.map(({ offer, ...counts }) => [offer, counts]));
};

/** How many free codes an offer's pool has, counted no further than `most`. */
export const countFree = async (
  queries: Queries,
  {
    store,
    offer,
    most,
    realNow,
  }: { readonly store: StoreId; readonly offer: string; readonly most: number; readonly realNow: Millis },
): Promise<number> => {
  // Each by its partial index, whose state is written out; in its order, so that no pool makes a table read whole.
  const [row] = await queries.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      (select from ${offerCodes}
        where store_id = ${store} and offer = ${offer} and source = 'pool' and state = 'free'
        order by id limit ${most})
      union all
      (select from ${offerCodes}
        where store_id = ${store} and offer = ${offer} and state = 'leased' and source = 'pool'
          and leased_until < ${new Date(realNow).toISOString()}::timestamptz
        order by leased_until limit ${most})
      limit ${most}) counted`);
  return row!.count;
};
