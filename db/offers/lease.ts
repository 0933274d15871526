import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { StoreId } from '../../domain/ids.ts';
import type { OfferTerms } from '../../domain/offers/terms.ts';
import type { CodeSource } from '../../domain/policy/offers.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Queries } from '../client.ts';
import { offerCodes } from '../schema/index.ts';

/** What a step wants a code for. */
export interface LeaseWish {
  readonly store: StoreId;
  readonly offer: string;
  readonly source: CodeSource['from'];
  /** What the code must be, or begin with, where the policy says so. */
  readonly like?: { readonly code: string } | { readonly prefix: string };
  /** Idempotency key of the step. */
  readonly step: string;
  readonly terms: OfferTerms;
  /** Until when the code must hold, in the store's time. */
  readonly expiresAt: Date;
  readonly now: Date;
  /** In real time. */
  readonly realNow: Millis;
}

/** A code that nobody else gets before the lease is over. */
export interface Lease {
  readonly id: string;
  readonly offer: string;
  readonly code: string;
  readonly terms: OfferTerms;
  readonly expiresAt: Date;
  /** Present: shown before; nothing is taken. */
  readonly held?: true;
}

/** How long a step may take from preparing to its claim, in milliseconds of real time. */
export const leaseMillis = 2 * 60_000;

/** What the step itself had last and nobody got since: prepared again it shows the same code. */
export const leaseAgain = async (db: Queries, wish: LeaseWish): Promise<Lease | undefined> =>
  take(db, wish, sql`${offerCodes.leasedFor} = ${wish.step} and ${inArray(offerCodes.state, ['leased', 'free'])}`);

/** A free code, or one whose lease is over. Every caller gets another row: none waits for another's. */
export const leaseFree = async (db: Queries, wish: LeaseWish): Promise<Lease | undefined> =>
  (await take(db, wish, eq(offerCodes.state, 'free'))) ??
  take(db, wish, and(eq(offerCodes.state, 'leased'), sql`${offerCodes.leasedUntil} < ${at(wish.realNow)}`)!);

/** Writes a code that was made for the step; undefined when there is such a code already. */
export const leaseNew = async (db: Queries, wish: LeaseWish, code: string): Promise<Lease | undefined> => {
  const { store, offer, source, now } = wish;
  const [row] = await db
    .insert(offerCodes)
    .values({
      id: randomUUID(),
      storeId: store,
      offer,
      code,
      source,
      state: 'leased',
      createdAt: now,
      ...leased(wish),
    })
    .onConflictDoNothing()
    .returning();
  return row && leaseOf(row);
};

const at = (millis: Millis): SQL => sql`${new Date(millis).toISOString()}::timestamptz`;

const leased = ({ step, terms, expiresAt, realNow }: LeaseWish) => ({
  leasedFor: step,
  leasedUntil: new Date(realNow + leaseMillis),
  terms,
  expiresAt,
});

const take = async (db: Queries, wish: LeaseWish, which: SQL): Promise<Lease | undefined> => {
  const { store, offer, source, like, expiresAt } = wish;
  const one = db
    .select({ id: offerCodes.id })
    .from(offerCodes)
    .where(
      and(
        eq(offerCodes.storeId, store),
        eq(offerCodes.offer, offer),
        eq(offerCodes.source, source),
        which,
        like &&
          ('code' in like ? eq(offerCodes.code, like.code) : sql`starts_with(${offerCodes.code}, ${like.prefix})`),
        // What stops working at the shop before the printed end is not printed.
        sql`coalesce(${offerCodes.usableUntil} >= ${expiresAt.toISOString()}::timestamptz, true)`,
      ),
    )
    .orderBy(asc(offerCodes.id))
    .limit(1)
    .for('update', { skipLocked: true });
  const [row] = await db
    .update(offerCodes)
    .set({ state: 'leased', ...leased(wish) })
    // As an array the row is taken once.
    .where(and(sql`${offerCodes.id} = any(array(${one}))`, inArray(offerCodes.state, ['leased', 'free'])))
    .returning();
  return row && leaseOf(row);
};

const leaseOf = ({ id, offer, code, terms, expiresAt }: typeof offerCodes.$inferSelect): Lease => ({
  id,
  offer,
  code,
  terms: terms!,
  expiresAt: expiresAt!,
});
