import { and, eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { RunId } from '../../domain/ids.ts';
import { isContextual, type ProposalsFrom } from '../../domain/template-needs.ts';
import { builtFor, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { interests, orders, products, productSales, runs } from '../schema/index.ts';
import { readWanted } from './contextual.ts';
import { contextualProducts } from './contextual-products.ts';
import { ownerOfRun } from './owner-of-run.ts';
import { productColumns } from './products.ts';
import type { FactsRequest } from './request.ts';

/** Of what sells most in the shop, so many are looked at for what is of the customer's categories. */
const mostLooked = 200;
/** So many are told to the rules; a message shows fewer. */
const mostTold = 12;
/** So many of those that go with what was bought, or are of a category that was asked for. */
const mostContextual = 30;
/** Of the customer's orders, how many of the newest tell what they own. */
const mostOrders = 200;

/**
 * What a message may propose, best first: of the store's best-sellers, by an index, of what the customer looked at, of
 * the categories that it is about, or the one product that it is about; each with whether the customer has it or sent it back.
 */
export const readProposals = async (
  db: Queries,
  request: FactsRequest,
  { from, product }: NonNullable<FactsRequest['proposals']>,
) => {
  const { run } = request;
  if (!isContextual(from)) {
    if (from === 'same' && product === undefined) return [];
    const rows = await proposalsQuery(db, [from], { run, product: product ?? null });
    return rows.map((row) => ({ ...row, nearTo: undefined }));
  }
  const wanted = await readWanted(db, request, from);
  if (!wanted || wanted.categories.length === 0) return [];
  const rows = await askProposals(db, { from, run, top: contextualProducts(run, wanted), most: mostContextual });
  return rows.map((row) => ({ ...row, nearTo: wanted.price }));
};

interface Asked {
  readonly from: ProposalsFrom;
  readonly run: RunId | Placeholder;
  /** The candidates, with the place of each. */
  readonly top: SQL;
  readonly most: number;
}

const askProposals = (db: Queries, { from, run, top, most }: Asked) => {
  const mine = sql`(
    select (line ->> 'productId')::uuid as id, bool_or(o.state = 'returned') as returned
    from (select ${orders.state} as state, ${orders.lines} as lines from ${orders}
          where ${orders.customerId} = ${ownerOfRun(run)} and ${orders.state} <> 'cancelled'
          order by ${orders.placedAt} desc limit ${sql.raw(String(mostOrders))}) o, jsonb_array_elements(o.lines) line
    group by 1)`;
  return db
    .select({
      ...productColumns,
      owned: sql<boolean>`mine.id is not null`,
      returned: sql<boolean>`coalesce(mine.returned, false)`,
      sold: sql<number>`coalesce(${productSales.units}, 0)`,
      place: sql<number>`top.place`,
    })
    .from(products)
    .innerJoin(sql`${top} top`, sql`top.id = ${products.id}`)
    .leftJoin(sql`${mine} mine`, sql`mine.id = ${products.id}`)
    .leftJoin(productSales, eq(productSales.productId, products.id))
    .where(and(oneOf(top), likeWhat(from, run, mine)))
    .orderBy(sql`mine.id is not null`, sql`top.place`, sql`coalesce(${productSales.units}, 0) desc`, products.id)
    .limit(most);
};

const proposalsQuery = builtFor((db, [from]: readonly ProposalsFrom[]) => {
  const run = given('run');
  return askProposals(db, { from: from!, run, top: topOf(from!, run), most: mostTold });
});

/** An array, not the join alone: that would go through the whole catalogue. */
const oneOf = (top: SQL): SQL => sql`${products.id} = any(array(select id from ${top} one))`;

/** What the customer of the run looked at; at most as many rows as are kept of one. */
const lookedAt = (run: RunId | Placeholder) => sql`(
  select ${interests.productId} as id, ${interests.lastAt} as at from ${interests}
  where ${interests.customerId} = ${ownerOfRun(run)} and ${interests.visits} <> '[]')`;

/** Where the candidates come from. `place` puts them in order before what sells does. */
const topOf = (from: ProposalsFrom, run: Placeholder): SQL => {
  if (from === 'same') return sql`(select ${given('product')}::uuid as id, 0 as place)`;
  // What was looked at last comes first.
  if (from === 'looked-at') return sql`(select id, -extract(epoch from at) as place from ${lookedAt(run)} looked)`;
  return sql`(select ${productSales.productId} as id, 0 as place from ${productSales}
    where ${productSales.storeId} = (select ${runs.storeId} from ${runs} where ${runs.id} = ${run})
    order by ${productSales.units} desc limit ${sql.raw(String(mostLooked))})`;
};

/** Which of the best-sellers are of the categories that the customer bought from, or looked at. */
const likeWhat = (from: ProposalsFrom, run: RunId | Placeholder, mine: SQL): SQL | undefined => {
  if (from === 'like-theirs') {
    return sql`mine.id is null and ${products.category} = any(array(
      select bought.category from ${products} bought where bought.id = any(array(select id from ${mine} own))))`;
  }
  if (from !== 'like-looked-at') return undefined;
  return sql`mine.id is null and ${products.id} not in (select id from ${lookedAt(run)} looked)
    and ${products.category} = any(array(
      select seen.category from ${products} seen where seen.id = any(array(select id from ${lookedAt(run)} looked))))`;
};
