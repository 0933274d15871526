import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { InterestId, ProductId } from '../../domain/ids.ts';
import { type Follow, nextCategories } from '../../domain/products/next-category.ts';
import type { ProposalsFrom } from '../../domain/template-needs.ts';
import type { Queries } from '../client.ts';
import { readPolicy } from '../policies/policies.ts';
import { categoryFollows, newsRequests, orders, products, runs } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** The categories that a message proposes from, the most useful first, and what its prices are held against. */
export interface Wanted {
  readonly categories: readonly string[];
  /** In minor units of the store's currency; absent: any price does. */
  readonly price?: number;
  /** The most that a proposal may cost. */
  readonly priceUpTo?: number;
}

/** Categories that are looked into at most. */
const mostCategories = 6;
/** Of the customer's orders, the newest that tell what they buy. */
const newestOrders = 20;

/** Where the proposals of a message come from that is about something; undefined: nothing is wanted. */
export const readWanted = async (
  db: Queries,
  request: FactsRequest,
  from: Extract<ProposalsFrom, 'goes-with' | 'next' | 'asked-for'>,
): Promise<Wanted | undefined> => {
  switch (from) {
    case 'goes-with':
      return goesWith(db, request, request.proposals?.product as ProductId | undefined);
    case 'next':
      return next(db, request);
    case 'asked-for':
      return interest(db, request, request.proposals?.interest as InterestId | undefined);
    default:
      return from satisfies never;
  }
};

const goesWith = async (
  db: Queries,
  request: FactsRequest,
  product: ProductId | undefined,
): Promise<Wanted | undefined> => {
  if (product === undefined) return undefined;
  const [[bought], { policy }] = await Promise.all([
    db.select({ category: products.category, price: products.price }).from(products).where(eq(products.id, product)),
    readPolicy(db, request),
  ]);
  const { byCategory, priceUpTo } = policy.crossSell;
  const named = bought?.category ? byCategory[bought.category] : undefined;
  if (!named) return undefined;
  const price = bought?.price ?? undefined;
  return {
    categories: named.categories.slice(0, mostCategories),
    ...(price !== undefined && { price, priceUpTo: Math.floor((price * priceUpTo) / 100) }),
  };
};

/** The categories of the customer's newest orders, with what others bought after them. */
const next = async (db: Queries, { run }: FactsRequest): Promise<Wanted | undefined> => {
  const lines = sql`(
    select (line ->> 'productId')::uuid as id, (line ->> 'unitPrice')::int as price, o.placed_at
    from (select lines, placed_at from ${orders} where customer_id = ${ownerOfRun(run)} and state not in ('cancelled', 'returned')
          order by placed_at desc limit ${sql.raw(String(newestOrders))}) o, jsonb_array_elements(o.lines) line)`;
  const bought = await db
    .select({
      category: sql<string>`${products.category}`,
      price: sql<number>`max(bought.price)::int`,
      at: sql<number>`(extract(epoch from max(bought.placed_at)))::float8`,
    })
    .from(products)
    .innerJoin(sql`${lines} bought`, sql`bought.id = ${products.id}`)
    // An array, not the join alone: that would go through the whole catalogue.
    .where(and(sql`${products.id} = any(array(select id from ${lines} one))`, isNotNull(products.category)))
    .groupBy(products.category)
    .orderBy(desc(sql`max(bought.placed_at)`), products.category)
    .limit(newestOrders);
  if (bought.length === 0) return undefined;
  const follows: readonly Follow[] = await db
    .select({ category: categoryFollows.category, next: categoryFollows.next, customers: categoryFollows.customers })
    .from(categoryFollows)
    .where(
      and(
        sql`${categoryFollows.storeId} = (select ${runs.storeId} from ${runs} where ${runs.id} = ${run})`,
        sql`${categoryFollows.category} in (${sql.join(
          bought.map(({ category }) => sql`${category}`),
          sql`, `,
        )})`,
      ),
    );
  const categories = nextCategories(
    bought.map(({ category }) => category),
    follows,
    mostCategories,
  );
  return { categories, price: bought[0]!.price };
};

const interest = async (
  db: Queries,
  { run }: FactsRequest,
  id: InterestId | undefined,
): Promise<Wanted | undefined> => {
  if (id === undefined) return undefined;
  const [row] = await db
    .select({ category: newsRequests.category })
    .from(newsRequests)
    .where(and(eq(newsRequests.customerId, ownerOfRun(run)), eq(newsRequests.id, id)));
  return row && { categories: [row.category] };
};
