import { aliasedTable, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { carts, customers, orderStatistics, runs, segmentRuns, segmentStandings, stores } from '../schema/index.ts';
import { contactsOfRun } from './contacts.ts';
import { ordersOfRun } from './order-history.ts';
import { stockToldAtOfRun } from './products.ts';
import { allowedOfRun } from './switches.ts';
import type { FactsRequest } from './request.ts';
import { visitedAtOfRun, visitsSince } from './visits.ts';

const known = aliasedTable(customers, 'known');

/** Of customers who were merged the one that was known first keeps the arm for all of them. */
const firstKnown = sql`
  select ${known.id} from ${customers} known
  where ${known.id} = ${runs.customerId} or ${known.mergedInto} = ${runs.customerId}
  order by ${known.createdAt}, ${known.id} limit 1`;

const baseQuery = built((db) =>
  db
    .select({
      run: {
        storeId: runs.storeId,
        customerId: runs.customerId,
        state: runs.state,
        exitEvent: runs.exitEvent,
        startedAt: runs.startedAt,
        touchedAt: runs.touchedAt,
      },
      customer: {
        firstName: customers.firstName,
        locale: customers.locale,
        timezone: customers.timezone,
        address: customers.address,
        erasedAt: customers.erasedAt,
        createdAt: customers.createdAt,
      },
      standing: {
        segments: segmentStandings.segments,
        value: segmentStandings.value,
        evaluatedAt: segmentStandings.evaluatedAt,
        statisticsVersion: segmentStandings.statisticsVersion,
      },
      allowed: allowedOfRun(),
      contacts: contactsOfRun(),
      orders: ordersOfRun(),
      visitedAt: visitedAtOfRun(given('since')),
      stockToldAt: stockToldAtOfRun(),
      holdoutUnit: sql<CustomerId>`(${firstKnown})`,
      /** When all customers of the store were last judged. */
      segmentsAt: sql<Date | null>`(select r.finished_at from ${segmentRuns} r
        where r.store_id = ${runs.storeId} and r.state = 'done' order by r.started_at desc limit 1)`.mapWith(
        segmentRuns.finishedAt,
      ),
      statistics: { version: orderStatistics.version },
      store: {
        name: stores.name,
        url: stores.url,
        locale: stores.locale,
        timezone: stores.timezone,
        currency: stores.currency,
        sender: stores.sender,
        calendar: stores.calendar,
      },
      cart: {
        id: carts.id,
        externalId: carts.externalId,
        state: carts.state,
        stage: carts.stage,
        lines: carts.lines,
        currency: carts.currency,
        url: carts.url,
        linesAt: carts.linesAt,
        updatedAt: carts.updatedAt,
      },
    })
    .from(runs)
    .innerJoin(customers, eq(customers.id, runs.customerId))
    .innerJoin(stores, eq(stores.id, runs.storeId))
    .leftJoin(segmentStandings, eq(segmentStandings.customerId, customers.id))
    .leftJoin(orderStatistics, eq(orderStatistics.customerId, customers.id))
    .leftJoin(carts, eq(carts.id, given('cart')))
    .where(eq(runs.id, given('run'))),
);

/** What there is one of: the run, whose it is and what they are to the shop and last did there, the cart. */
export const readBase = async (db: Queries, { run, cart, now }: FactsRequest) =>
  baseQuery(db, { run, cart: cart ?? null, since: visitsSince(now) });
