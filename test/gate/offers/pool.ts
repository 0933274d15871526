import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client.ts';
import { importCodes } from '../../../db/offers/pool.ts';
import { offerCodes } from '../../../db/schema/index.ts';
import type { OfferPolicy } from '../../../domain/policy/offers.ts';
import { noon, store } from '../world.ts';

/** Ten percent for everybody, with codes of the shop. */
export const poolTen: OfferPolicy = {
  gives: { kind: 'percent', percent: 10 },
  codes: { from: 'pool' },
  validity: { for: '7 days', ends: 'day' },
  otherwise: 'without',
  whenEmpty: 'without',
  afterChange: 'keep',
  afterReturn: 'spent',
};

/** The step of the cart journey that shows an offer. */
export const offerStep = { template: 'cart/offer', step: 'cart/offer#1' } as const;

/** What the step is asked with. */
export const withOffer = (cartId: string, offer = 'cartTen') => ({ props: { cartId, offer } });

/** Fills the pool of an offer with codes that no other test has. */
export const fillPool = async (db: Database, count: number, name: string, offer = 'cartTen'): Promise<string[]> => {
  const codes = Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(4, '0')}`);
  await importCodes(db, { store, offer, codes, now: new Date(noon) });
  return codes;
};

/** Codes by state; of one pool when a name is given. */
export const states = async (db: Database, name = ''): Promise<Record<string, number>> => {
  const rows = await db
    .select({ state: offerCodes.state, count: sql<number>`count(*)`.mapWith(Number) })
    .from(offerCodes)
    .where(sql`starts_with(${offerCodes.code}, ${name})`)
    .groupBy(offerCodes.state);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

export const codeRow = async (db: Database, code: string) =>
  (await db.select().from(offerCodes).where(eq(offerCodes.code, code)))[0]!;

/** The code of a pool that a text shows. */
export const shownCode = (text: unknown, name: string): string | undefined =>
  new RegExp(`${name}-\\d{4}`).exec(String(text))?.[0];
