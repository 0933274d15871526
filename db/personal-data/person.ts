import { and, eq, inArray, or } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { readAliases } from '../customers/aliases.ts';
import type { Queries } from '../client.ts';
import { customers } from '../schema/index.ts';

/** How somebody says whom they mean; values normalised as in events. */
export type PersonReference =
  | { readonly kind: 'id' | 'email' | 'phone'; readonly value: string }
  /** Our own id, as the console shows it. */
  | { readonly kind: 'customer'; readonly value: CustomerId };

/** The customer of a store that is meant; undefined when there is none, also when it was erased. */
export const findPerson = async (
  queries: Queries,
  store: StoreId,
  reference: PersonReference,
): Promise<CustomerId | undefined> => {
  if (reference.kind !== 'customer') {
    const { kind, value } = reference;
    const known = await readAliases(queries, store, [{ kind, value }]);
    return known.find((one) => one.kind === kind && one.value === value)?.customerId;
  }
  const [row] = await queries
    .select({ id: customers.id, mergedInto: customers.mergedInto, erasedAt: customers.erasedAt })
    .from(customers)
    .where(and(eq(customers.storeId, store), eq(customers.id, reference.value)));
  return !row || row.erasedAt ? undefined : (row.mergedInto ?? row.id);
};

/** The customer and those that were merged into it: all are one person. */
export const readPersonIds = async (queries: Queries, customer: CustomerId): Promise<readonly CustomerId[]> => {
  const rows = await queries
    .select({ id: customers.id })
    .from(customers)
    .where(or(inArray(customers.id, [customer]), eq(customers.mergedInto, customer)));
  return rows.map(({ id }) => id);
};
