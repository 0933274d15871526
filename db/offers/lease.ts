import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { StoreId } from '../../domain/ids.ts';
import type { OfferTerms } from '../../domain/offers/terms.ts';
import type { CodeSource } from '../../domain/policy/offers.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { builtFor, given, givenOf } from '../built.ts';
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
export const leaseAgain = async (db: Queries, wish: LeaseWish): Promise<Lease | undefined> => take(db, wish, 'own');

/** A free code, or one whose lease is over. Every caller gets another row: none waits for another's. */
export const leaseFree = async (db: Queries, wish: LeaseWish): Promise<Lease | undefined> =>
  (await take(db, wish, 'free')) ?? take(db, wish, 'over');

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

const leased = ({ step, terms, expiresAt, realNow }: LeaseWish) => ({
  leasedFor: step,
  leasedUntil: new Date(realNow + leaseMillis),
  terms,
  expiresAt,
});

/** Which codes are to be taken: by where they stand, and by how they read. */
const conditions = {
  own: sql`${offerCodes.leasedFor} = ${given('leasedFor')} and ${inArray(offerCodes.state, ['leased', 'free'])}`,
  free: eq(offerCodes.state, 'free'),
  over: and(eq(offerCodes.state, 'leased'), sql`${offerCodes.leasedUntil} < ${given('realNow')}::timestamptz`)!,
  code: eq(offerCodes.code, given('code')),
  prefix: sql`starts_with(${offerCodes.code}, ${given('prefix')})`,
};

const take = async (db: Queries, wish: LeaseWish, which: 'own' | 'free' | 'over'): Promise<Lease | undefined> => {
  const { store, offer, source, like, expiresAt, realNow } = wish;
  const reading = like && ('code' in like ? 'code' : 'prefix');
  const [row] = await taking(db, reading ? [which, reading] : [which], {
    store,
    offer,
    source,
    ...like,
    ...leased(wish),
    realNow: new Date(realNow).toISOString(),
    until: expiresAt.toISOString(),
  });
  return row && leaseOf(row);
};

const taking = builtFor((db, names: readonly (keyof typeof conditions)[]) => {
  const one = db
    .select({ id: offerCodes.id })
    .from(offerCodes)
    .where(
      and(
        eq(offerCodes.storeId, given('store')),
        eq(offerCodes.offer, given('offer')),
        eq(offerCodes.source, given('source')),
        ...names.map((name) => conditions[name]),
        // What stops working at the shop before the printed end is not printed.
        sql`coalesce(${offerCodes.usableUntil} >= ${given('until')}::timestamptz, true)`,
      ),
    )
    .orderBy(asc(offerCodes.id))
    .limit(1)
    .for('update', { skipLocked: true });
  return (
    db
      .update(offerCodes)
      .set({
        state: 'leased',
        leasedFor: givenOf(offerCodes.leasedFor, 'leasedFor'),
        leasedUntil: givenOf(offerCodes.leasedUntil, 'leasedUntil'),
        terms: givenOf(offerCodes.terms, 'terms'),
        expiresAt: givenOf(offerCodes.expiresAt, 'expiresAt'),
      })
      // As an array the row is taken once.
      .where(and(sql`${offerCodes.id} = any(array(${one}))`, inArray(offerCodes.state, ['leased', 'free'])))
      .returning()
  );
});

const leaseOf = ({ id, offer, code, terms, expiresAt }: typeof offerCodes.$inferSelect): Lease => ({
  id,
  offer,
  code,
  terms: terms!,
  expiresAt: expiresAt!,
});
