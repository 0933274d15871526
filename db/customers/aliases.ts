import { and, eq, inArray, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { customerAliases } from '../schema/customers.ts';

export type AliasKind = (typeof customerAliases.$inferSelect)['kind'];

/** One way in which a store knows a customer, normalised. */
export interface Alias {
  readonly kind: AliasKind;
  readonly value: string;
}

export interface KnownAlias extends Alias {
  readonly customerId: CustomerId;
}

/** Every alias of every customer whom one of `aliases` names. */
export const readAliases = async (
  queries: Queries,
  store: StoreId,
  aliases: readonly Alias[],
): Promise<readonly KnownAlias[]> => {
  const [only, ...others] = aliases;
  return only && others.length === 0
    ? namedByOne(queries, { store, ...only })
    : namedBy(
        queries,
        store,
        aliases.map(({ kind, value }) => and(eq(customerAliases.kind, kind), eq(customerAliases.value, value))),
      );
};

const namedBy = (queries: Queries, store: StoreId | Placeholder, any: readonly (SQL | undefined)[]) => {
  const named = queries
    .select({ id: customerAliases.customerId })
    .from(customerAliases)
    .where(and(eq(customerAliases.storeId, store), or(...any)));
  return queries
    .select({ kind: customerAliases.kind, value: customerAliases.value, customerId: customerAliases.customerId })
    .from(customerAliases)
    .where(inArray(customerAliases.customerId, named));
};

const namedByOne = built((queries) =>
  namedBy(queries, given('store'), [
    and(eq(customerAliases.kind, given('kind')), eq(customerAliases.value, given('value'))),
  ]),
);

/** The customer whom the store knows by this one alias. */
export const readCustomerByAlias = async (
  queries: Queries,
  store: StoreId,
  { kind, value }: Alias,
): Promise<CustomerId | undefined> =>
  (
    await queries
      .select({ id: customerAliases.customerId })
      .from(customerAliases)
      .where(and(eq(customerAliases.storeId, store), eq(customerAliases.kind, kind), eq(customerAliases.value, value)))
  )[0]?.id;

/**
 * Adds aliases to a customer, in an order that all transactions share.
 *
 * @returns how many were new; fewer than given when another transaction was first.
 */
export const addAliases = async (
  queries: Queries,
  store: StoreId,
  customerId: CustomerId,
  aliases: readonly Alias[],
): Promise<number> => {
  if (aliases.length === 0) return 0;
  const rows = aliases
    .toSorted((a, b) => (`${a.kind} ${a.value}` < `${b.kind} ${b.value}` ? -1 : 1))
    .map((alias) => ({ storeId: store, customerId, ...alias }));
  return (
    await queries.insert(customerAliases).values(rows).onConflictDoNothing().returning({ value: customerAliases.value })
  ).length;
};

/** Notes that a profile event gave these aliases: messages go to the address given last. */
export const seeAliases = async (
  queries: Queries,
  store: StoreId,
  customerId: CustomerId,
  aliases: readonly Alias[],
  at: Date,
): Promise<void> => {
  for (const alias of aliases) {
    await queries
      .update(customerAliases)
      .set({ seenAt: sql`greatest(${customerAliases.seenAt}, ${at.toISOString()}::timestamptz)` })
      .where(
        and(
          eq(customerAliases.storeId, store),
          eq(customerAliases.kind, alias.kind),
          eq(customerAliases.value, alias.value),
          eq(customerAliases.customerId, customerId),
        ),
      );
  }
};
