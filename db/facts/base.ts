import { aliasedTable, eq, sql } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { aliasKindOf } from '../customers/aliases.ts';
import { carts, customers, orderStatistics, runs, segmentRuns, segmentStandings, stores } from '../schema/index.ts';
import { addressesOfRun } from './addresses.ts';
import { consentPurpose, consentsOfRun } from './consents.ts';
import { contactsOfRun } from './contacts.ts';
import { receivedOfRun } from './deliverability.ts';
import { ordersOfRun } from './order-history.ts';
import { pendingOfRun, sentOfRun, windowsAt } from './pressure.ts';
import { stockToldAtOfRun } from './products.ts';
import { casesOfRun } from './relation.ts';
import { noticedSalesOfRun } from './sales.ts';
import { allowedOfRun } from './switches.ts';
import type { FactsRequest } from './request.ts';
import { visitedAtOfRun } from './visits.ts';

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
      addresses: addressesOfRun(given('channel'), given('kind')),
      allowed: allowedOfRun(),
      cases: casesOfRun(given('since')),
      consents: consentsOfRun(given('channel'), given('consentPurpose')),
      contacts: contactsOfRun(),
      deliverability: receivedOfRun(given('now'), given('channel')),
      orders: ordersOfRun(),
      pending: pendingOfRun(given('now'), given('from'), given('until')),
      sales: noticedSalesOfRun(given('channel')),
      sent: sentOfRun(given('since'), given('step'), given('channel')),
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

/** The run, whose it is, what they are to the shop and had from it, the cart: everything that every decision looks at. */
export const readBase = async (db: Queries, request: FactsRequest) => {
  const { run, cart = null, step = '', channel, now } = request;
  const [base] = await baseQuery(db, {
    run,
    cart,
    step,
    channel,
    kind: aliasKindOf(channel),
    consentPurpose: consentPurpose(request),
    ...windowsAt(now),
  });
  return base;
};
