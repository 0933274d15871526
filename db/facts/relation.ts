import { eq, gt, isNull, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { OrderId, ProductId } from '../../domain/ids.ts';
import type { GoesWith } from '../../domain/policy/cross-sell.ts';
import type { Queries } from '../client.ts';
import { millis } from '../millis.ts';
import { readPolicy } from '../policies/policies.ts';
import { handovers, loyaltyAccounts, products, runs, serviceCases } from '../schema/index.ts';
import { ownerOfRun } from './owner-of-run.ts';
import type { FactsRequest } from './request.ts';

/** The account of the run's customer. */
export const readAccount = async (db: Queries, { run }: FactsRequest) =>
  (
    await db
      .select({ points: loyaltyAccounts.points, tier: loyaltyAccounts.tier })
      .from(loyaltyAccounts)
      .where(eq(loyaltyAccounts.customerId, ownerOfRun(run)))
  )[0];

/** The guide that the store has for the category of a product. */
export const readGuide = async (db: Queries, request: FactsRequest, product: ProductId): Promise<GoesWith['guide']> => {
  const [[bought], { policy }] = await Promise.all([
    db.select({ category: products.category }).from(products).where(eq(products.id, product)),
    readPolicy(db, request),
  ]);
  return bought?.category ? policy.crossSell.byCategory[bought.category]?.guide : undefined;
};

/** How an order comes to its customer, as last told. */
export const readHandover = async (db: Queries, order: OrderId) =>
  (await db.select().from(handovers).where(eq(handovers.orderId, order)))[0];

/** So many cases are looked at. */
const mostCases = 20;

type Case = Pick<typeof serviceCases.$inferSelect, 'openedAt' | 'closedAt'>;

/** As PostgreSQL writes it: instants in milliseconds. */
type CaseJson = { readonly [Name in keyof Case]: null extends Case[Name] ? number | null : number };

/** Cases of the run's customer that are open, or were since then, the newest first; part of a query of runs. */
export const casesOfRun = (since: Placeholder): SQL<readonly Case[]> =>
  sql`(
    select coalesce(json_agg(json_build_object('openedAt', ${millis(sql`newest.opened_at`)},
      'closedAt', ${millis(sql`newest.closed_at`)}) order by newest.opened_at desc), '[]')
    from (
      select ${serviceCases.openedAt}, ${serviceCases.closedAt} from ${serviceCases}
      where ${serviceCases.customerId} = ${runs.customerId}
        and ${or(isNull(serviceCases.closedAt), gt(serviceCases.closedAt, since))}
      order by ${serviceCases.openedAt} desc limit ${sql.raw(String(mostCases))}) newest)`.mapWith(casesRead);

const casesRead = (rows: readonly CaseJson[]): readonly Case[] =>
  rows.map(({ openedAt, closedAt }) => ({
    openedAt: new Date(openedAt),
    closedAt: closedAt === null ? null : new Date(closedAt),
  }));
