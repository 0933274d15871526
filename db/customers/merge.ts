import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { moveAssignments } from '../experiments/assignments.ts';
import { moveInterests } from '../interests/move.ts';
import { moveAllowed } from '../switches/allowlist.ts';
import { workflowIdOf } from '../road/runs.ts';
import { consents, lastContacts } from '../schema/consents.ts';
import { customerAliases, customerClaims, customers } from '../schema/customers.ts';
import { confirmations } from '../schema/confirmations.ts';
import { keptLinks } from '../schema/kept-links.ts';
import { messages } from '../schema/ledger.ts';
import { offerCodes, offerRedemptions } from '../schema/offers.ts';
import { inbox, outbox, runs } from '../schema/road.ts';
import { moveNewsRequests } from '../relation/news-requests.ts';
import { moveLoyalty } from '../relation/loyalty.ts';
import { moveCases } from '../relation/service-cases.ts';
import { moveOccasions } from '../occasions/occasions.ts';
import { moveAdvocates, moveSegments } from '../segments/move.ts';
import { testSends } from '../schema/test-sends.ts';
import { carts, orders, purchases } from '../schema/shop.ts';
import { scoreCrossings, scoreLevels, scores } from '../schema/scores.ts';
import { signals } from '../schema/signals.ts';
import { orderStatistics } from '../schema/statistics.ts';

/**
 * Moves everything of one customer to another; both are locked. Runs keep the workflow ids that they were
 * started with, and are counted after the runs that the other had of the same subject.
 */
export const moveCustomer = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  await queries.update(customerAliases).set({ customerId: to }).where(eq(customerAliases.customerId, from));
  const tables = [
    carts,
    orders,
    inbox,
    outbox,
    messages,
    offerCodes,
    offerRedemptions,
    keptLinks,
    confirmations,
    testSends,
    scoreCrossings,
  ];
  for (const table of tables) {
    await queries.update(table).set({ customerId: to }).where(eq(table.customerId, from));
  }
  // Its orders, and all that is counted of them, are the other's.
  for (const table of [orderStatistics, scores, scoreLevels, signals]) {
    await queries.delete(table).where(eq(table.customerId, from));
  }
  // Who it claimed to be is known now.
  await queries.delete(customerClaims).where(eq(customerClaims.customerId, from));
  await moveAllowed(queries, from, to);
  await movePurchases(queries, from, to);
  await moveConsents(queries, from, to);
  await moveContacts(queries, from, to);
  await moveInterests(queries, from, to);
  await moveRuns(queries, from, to);
  await moveAssignments(queries, from, to);
  await moveOccasions(queries, from, to);
  await moveLoyalty(queries, from, to);
  await moveNewsRequests(queries, from, to);
  await moveCases(queries, from, to);
  await moveAdvocates(queries, from, to);
  await moveSegments(queries, from, to);
  await queries.update(customers).set({ mergedInto: to }).where(eq(customers.id, from));
  await queries.update(customers).set({ mergedInto: to }).where(eq(customers.mergedInto, from));
};

const movePurchases = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(purchases).where(eq(purchases.customerId, from)).returning();
  if (moved.length === 0) return;
  await queries
    .insert(purchases)
    .values(moved.map((row) => ({ ...row, customerId: to })))
    .onConflictDoUpdate({
      target: [purchases.customerId, purchases.orderId],
      set: { placedAt: sql`greatest(${purchases.placedAt}, excluded.placed_at)` },
    });
};

const moveConsents = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(consents).where(eq(consents.customerId, from)).returning();
  if (moved.length === 0) return;
  await queries
    .insert(consents)
    .values(moved.map((row) => ({ ...row, customerId: to })))
    .onConflictDoUpdate({
      target: [consents.customerId, consents.channel, consents.purpose, consents.list, consents.at],
      set: { state: sql`excluded.state`, source: sql`excluded.source`, proof: sql`excluded.proof` },
      setWhere: sql`(excluded.state, excluded.source, excluded.proof) > (${consents.state}, ${consents.source}, ${consents.proof})`,
    });
};

const moveContacts = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const moved = await queries.delete(lastContacts).where(eq(lastContacts.customerId, from)).returning();
  if (moved.length === 0) return;
  await queries
    .insert(lastContacts)
    .values(moved.map((row) => ({ ...row, customerId: to })))
    .onConflictDoUpdate({
      target: [lastContacts.customerId, lastContacts.kind],
      set: { at: sql`greatest(${lastContacts.at}, excluded.at)` },
    });
};

const moveRuns = async (queries: Queries, from: CustomerId, to: CustomerId): Promise<void> => {
  const both = await queries
    .select()
    .from(runs)
    .where(inArray(runs.customerId, [from, to]))
    .orderBy(desc(runs.episode));
  const keyOf = (run: (typeof both)[number]) => JSON.stringify([run.storeId, run.journey, run.subject]);
  for (const run of both.filter((one) => one.customerId === from)) {
    const before = both.find((one) => one.customerId === to && keyOf(one) === keyOf(run));
    await queries
      .update(runs)
      .set({ customerId: to, workflowId: workflowIdOf(run), episode: run.episode + (before?.episode ?? 0) })
      .where(and(eq(runs.id, run.id), eq(runs.customerId, from)));
  }
};
