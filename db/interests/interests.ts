import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { LookedAt } from '../../domain/intents/detect.ts';
import type { Visit } from '../../domain/intents/visits.ts';
import type { CustomerId, ProductId, StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { interests, products } from '../schema/index.ts';

/** Of so many products a customer's looks and carts are kept: those that they turned to last. */
export const mostInterests = 50;
/** Of so many products what they wished for, or asked to be told of. */
const mostStated = 200;

/** Everything that is kept of what a customer looked at; a limited number of rows, by the primary key. */
export const readInterests = async (queries: Queries, customer: CustomerId): Promise<LookedAt[]> =>
  queries
    .select({ productId: interests.productId, category: products.category, visits: interests.visits })
    .from(interests)
    .leftJoin(products, eq(products.id, interests.productId))
    .where(eq(interests.customerId, customer));

/** What a customer did by which they showed interest. */
export type Sign = 'wishedAt' | 'cartedAt' | 'stockAskedAt' | 'priceAskedAt';

export interface InterestRow {
  readonly customerId: CustomerId;
  readonly productId: ProductId;
  readonly storeId: StoreId;
  readonly lastAt: Date;
  /** What it cost, as far as it is known. */
  readonly seenPrice: number | null;
  readonly seenCurrency: string | null;
}

const isNewer = sql`excluded.last_at >= ${interests.lastAt} and excluded.seen_price is not null`;

/** What a sign of interest changes, whichever it is: nothing that was told of a later one. */
const common = {
  lastAt: sql`greatest(${interests.lastAt}, excluded.last_at)`,
  seenPrice: sql`case when ${isNewer} then excluded.seen_price else ${interests.seenPrice} end`,
  seenCurrency: sql`case when ${isNewer} then excluded.seen_currency else ${interests.seenCurrency} end`,
};

/** Writes the visits to a product; the customer is locked. */
export const writeVisits = async (
  queries: Queries,
  row: InterestRow & { readonly visits: readonly Visit[] },
): Promise<void> => {
  await queries
    .insert(interests)
    .values(row)
    .onConflictDoUpdate({
      target: [interests.customerId, interests.productId],
      set: { ...common, visits: sql`excluded.visits` },
    });
};

/** Notes another sign of interest in products; the customer is locked. */
export const noteSign = async (queries: Queries, sign: Sign, rows: readonly InterestRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await queries
    .insert(interests)
    .values(rows.map((row) => ({ ...row, visits: [], [sign]: row.lastAt })))
    .onConflictDoUpdate({
      target: [interests.customerId, interests.productId],
      // Of two nulls and instants the greatest is the newest instant.
      set: { ...common, [sign]: sql`greatest(${interests[sign]}, ${sql.raw(`excluded.${columns[sign]}`)})` },
    });
};

const columns: Readonly<Record<Sign, string>> = {
  wishedAt: 'wished_at',
  cartedAt: 'carted_at',
  stockAskedAt: 'stock_asked_at',
  priceAskedAt: 'price_asked_at',
};

/** Takes signs back that were told until `at`; the customer is locked. */
export const takeBack = async (
  queries: Queries,
  signs: readonly Sign[],
  { customer, product, at }: { readonly customer: CustomerId; readonly product: ProductId; readonly at: Date },
): Promise<boolean> => {
  const taken = await Promise.all(
    signs.map(async (sign) =>
      queries
        .update(interests)
        .set({ [sign]: null })
        .where(
          and(
            eq(interests.customerId, customer),
            eq(interests.productId, product),
            isNotNull(interests[sign]),
            lte(interests[sign], at),
          ),
        )
        .returning({ one: sql`1` }),
    ),
  );
  return taken.flat().length > 0;
};

/** Forgets products that customers bought; the customers are locked. */
export const dropInterests = async (
  queries: Queries,
  customers: readonly CustomerId[],
  bought: readonly ProductId[],
): Promise<void> => {
  if (bought.length === 0) return;
  await queries
    .delete(interests)
    .where(and(inArray(interests.customerId, [...customers]), inArray(interests.productId, [...bought])));
};

/** Forgets what a customer turned to longest ago, beyond what is kept of one; the customer is locked. */
export const trimInterests = async (queries: Queries, customer: CustomerId): Promise<void> => {
  const stated = sql`coalesce(${interests.wishedAt}, ${interests.stockAskedAt}, ${interests.priceAskedAt}) is not null`;
  const beyond = (condition: typeof stated, most: number) => sql`(
    select ${interests.productId} from ${interests} where ${interests.customerId} = ${customer} and ${condition}
    order by ${interests.lastAt} desc offset ${sql.raw(String(most))})`;
  await queries
    .delete(interests)
    .where(
      and(
        eq(interests.customerId, customer),
        sql`${interests.productId} = any(array(${beyond(sql`not (${stated})`, mostInterests)} union all ${beyond(stated, mostStated)}))`,
      ),
    );
};
