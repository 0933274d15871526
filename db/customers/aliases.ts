import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import { built, builtFor, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { customerAliases } from '../schema/customers.ts';

export type AliasKind = (typeof customerAliases.$inferSelect)['kind'];

/** How a customer is known by an address of a channel. */
export const aliasKindOf = (channel: Channel): AliasKind => (channel === 'email' ? 'email' : 'phone');

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
  const { places, values } = inPlaces(aliases);
  return namedByAny(queries, places, { store, ...values });
};

/** The places of aliases in a statement, and what stands in them. */
const inPlaces = (aliases: readonly Alias[]) => ({
  places: aliases.map((_, place) => String(place)),
  values: Object.fromEntries(
    aliases.flatMap(({ kind, value }, place) => [
      [`kind${place}`, kind],
      [`value${place}`, value],
    ]),
  ) as Record<string, string>,
});

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
  const { places, values } = inPlaces(
    aliases.toSorted((a, b) => (`${a.kind} ${a.value}` < `${b.kind} ${b.value}` ? -1 : 1)),
  );
  return (await aliasesInsert(queries, places, { store, customer: customerId, ...values })).length;
};

const aliasesInsert = builtFor((queries, places: readonly string[]) => {
  const rows = places.map((place) => ({
    storeId: given('store'),
    customerId: given('customer'),
    kind: given(`kind${place}`),
    value: given(`value${place}`),
  }));
  return queries.insert(customerAliases).values(rows).onConflictDoNothing().returning({ value: customerAliases.value });
});

/** Notes that a profile event gave these aliases: messages go to the address given last. */
export const seeAliases = async (
  queries: Queries,
  store: StoreId,
  customerId: CustomerId,
  aliases: readonly Alias[],
  at: Date,
): Promise<void> => {
  for (const { kind, value } of aliases) {
    await aliasSeen(queries, { store, customer: customerId, kind, value, at: at.toISOString() });
  }
};

const aliasSeen = built((queries) =>
  queries
    .update(customerAliases)
    .set({ seenAt: sql`greatest(${customerAliases.seenAt}, ${given('at')}::timestamptz)` })
    .where(
      and(
        eq(customerAliases.storeId, given('store')),
        eq(customerAliases.kind, given('kind')),
        eq(customerAliases.value, given('value')),
        eq(customerAliases.customerId, given('customer')),
      ),
    ),
);
