import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import { builtFor, given } from '../built.ts';
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
  const places = aliases.map((_, place) => String(place));
  const values = aliases.flatMap(({ kind, value }, place) => [
    [`kind${place}`, kind],
    [`value${place}`, value],
  ]);
  return namedByAny(queries, places, { store, ...(Object.fromEntries(values) as Record<string, string>) });
};

const namedByAny = builtFor((queries, places: readonly string[]) => {
  const any = places.map((place) =>
    and(eq(customerAliases.kind, given(`kind${place}`)), eq(customerAliases.value, given(`value${place}`))),
  );
  const named = queries
    .select({ id: customerAliases.customerId })
    .from(customerAliases)
    .where(and(eq(customerAliases.storeId, given('store')), or(...any)));
  return queries
    .select({ kind: customerAliases.kind, value: customerAliases.value, customerId: customerAliases.customerId })
    .from(customerAliases)
    .where(inArray(customerAliases.customerId, named));
});

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
