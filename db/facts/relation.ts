import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { OrderId, ProductId } from '../../domain/ids.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { longestWindow } from '../../domain/policy/allowance.ts';
import type { GoesWith } from '../../domain/policy/cross-sell.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { readPolicy } from '../policies/policies.ts';
import { handovers, loyaltyAccounts, products, serviceCases } from '../schema/index.ts';
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

const casesQuery = built((db) =>
  db
    .select({ openedAt: serviceCases.openedAt, closedAt: serviceCases.closedAt })
    .from(serviceCases)
    .where(
      and(
        eq(serviceCases.customerId, ownerOfRun(given('run'))),
        or(isNull(serviceCases.closedAt), gt(serviceCases.closedAt, given('since'))),
      ),
    )
    .orderBy(desc(serviceCases.openedAt))
    .limit(mostCases),
);

/** Cases of the run's customer that are open, or were lately. */
export const readCases = async (db: Queries, { run, now }: FactsRequest) =>
  casesQuery(db, { run, since: new Date(now.getTime() - durationMillis(longestWindow)).toISOString() });
