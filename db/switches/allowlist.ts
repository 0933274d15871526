import { and, asc, eq, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { addressHash } from '../customers/address-hash.ts';
import { allowlist } from '../schema/switches.ts';

export type AllowedRow = typeof allowlist.$inferSelect;

/** A customer by our id, or an address by its hash: it may belong to nobody who is known yet. */
export type Recipient = Pick<AllowedRow, 'kind' | 'value'>;

export const allowedCustomer = (customer: CustomerId): Recipient => ({ kind: 'customer', value: customer });

/** `address` is normalised: an e-mail in lower case, a phone number in E.164. */
export const allowedAddress = (address: string): Recipient => ({
  kind: 'address',
  value: addressHash(address),
});

export const readAllowlist = async (queries: Queries, store: StoreId): Promise<readonly AllowedRow[]> =>
  queries
    .select()
    .from(allowlist)
    .where(eq(allowlist.storeId, store))
    .orderBy(asc(allowlist.addedAt), asc(allowlist.value));

/** @returns false when the recipient is on the list already. */
export const addRecipient = async (
  queries: Queries,
  store: StoreId,
  recipient: Recipient,
  { at, by, why }: { readonly at: Date; readonly by: string; readonly why: string },
): Promise<boolean> =>
  (
    await queries
      .insert(allowlist)
      .values({ storeId: store, ...recipient, addedAt: at, addedBy: by, why })
      .onConflictDoNothing()
      .returning({ value: allowlist.value })
  ).length === 1;

/** @returns false when the recipient is not on the list. */
export const removeRecipient = async (queries: Queries, store: StoreId, { kind, value }: Recipient): Promise<boolean> =>
  (
    await queries
      .delete(allowlist)
      .where(and(eq(allowlist.storeId, store), eq(allowlist.kind, kind), eq(allowlist.value, value)))
      .returning({ value: allowlist.value })
  ).length === 1;

/** Of a customer who became part of another: who was on the list by name stays on it. */
export const moveAllowed = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  await queries.execute(sql`
    with moved as (delete from ${allowlist} where kind = 'customer' and value = ${from}
      returning store_id, added_at, added_by, why)
    insert into ${allowlist} (store_id, kind, value, added_at, added_by, why)
    select store_id, 'customer', ${to}, added_at, added_by, why from moved
    on conflict do nothing`);
};
