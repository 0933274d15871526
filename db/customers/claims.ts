import { createHash } from 'node:crypto';
import { desc, eq, inArray, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Alias } from './aliases.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { customerClaims } from '../schema/customers.ts';

/** A name that a browser may claim. */
export type Claim = Alias & { readonly kind: 'id' | 'email' | 'phone' };

const isClaim = (alias: Alias): alias is Claim => alias.kind !== 'anonymous';

const hashOf = (store: StoreId, { kind, value }: Claim): string =>
  createHash('sha256').update([store, kind, value].join('\n')).digest('hex');

/** Keeps the visitor's newest claim of each kind. */
export const recordClaims = async (
  queries: Queries,
  { store, customer, at }: { readonly store: StoreId; readonly customer: CustomerId; readonly at: Date },
  claims: readonly Claim[],
): Promise<void> => {
  await queries
    .insert(customerClaims)
    .values(
      claims.map((claim) => ({
        storeId: store,
        customerId: customer,
        kind: claim.kind,
        hash: hashOf(store, claim),
        at,
      })),
    )
    .onConflictDoUpdate({
      target: [customerClaims.customerId, customerClaims.kind],
      set: { hash: sql`excluded.hash`, at: sql`excluded.at` },
    });
};

/** Deletes whatever browsers claim of these names, whoever claims it. Returns how many claims there were. */
export const forgetClaims = async (queries: Queries, store: StoreId, aliases: readonly Alias[]): Promise<number> => {
  const hashes = aliases.filter(isClaim).map((claim) => hashOf(store, claim));
  if (hashes.length === 0) return 0;
  const gone = await queries.delete(customerClaims).where(inArray(customerClaims.hash, hashes)).returning();
  return gone.length;
};

/** The newest `limit` visitors who claim one of these names. */
export const readClaimants = async (
  queries: Queries,
  store: StoreId,
  aliases: readonly Alias[],
  limit: number,
): Promise<readonly CustomerId[]> => {
  const hashes = aliases.filter(isClaim).map((claim) => hashOf(store, claim));
  const [hash, ...others] = hashes;
  if (hash === undefined) return [];
  const rows =
    others.length === 0
      ? await claimantsOfOne(queries, { hash, limit })
      : await claimants(queries, inArray(customerClaims.hash, hashes), limit);
  return [...new Set(rows.map(({ id }) => id))];
};

const claimants = (queries: Queries, which: SQL, limit: number | Placeholder) =>
  queries
    .select({ id: customerClaims.customerId })
    .from(customerClaims)
    .where(which)
    .orderBy(desc(customerClaims.at))
    .limit(limit);

const claimantsOfOne = built((queries) => claimants(queries, eq(customerClaims.hash, given('hash')), given('limit')));
