import { and, desc, eq, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { carts, consents, customers, runs, stores } from '../schema/index.ts';
import type { FactsRequest } from './request.ts';

/** What there is one of: the run, whose it is, the cart, the newest consent. */
export const readBase = async (db: Queries, { run, channel, purpose, cart }: FactsRequest) => {
  const consent = db
    .select({ state: consents.state, at: consents.at })
    .from(consents)
    .where(and(eq(consents.customerId, runs.customerId), eq(consents.channel, channel), eq(consents.purpose, purpose)))
    .orderBy(desc(consents.at))
    .limit(1)
    .as('consent');
  return db
    .select({
      run: {
        storeId: runs.storeId,
        customerId: runs.customerId,
        state: runs.state,
        exitEvent: runs.exitEvent,
        touchedAt: runs.touchedAt,
      },
      customer: {
        firstName: customers.firstName,
        locale: customers.locale,
        timezone: customers.timezone,
        address: customers.address,
        erasedAt: customers.erasedAt,
      },
      store: {
        name: stores.name,
        url: stores.url,
        locale: stores.locale,
        timezone: stores.timezone,
        currency: stores.currency,
        sender: stores.sender,
        calendar: stores.calendar,
        offers: stores.offers,
      },
      cart: {
        id: carts.id,
        state: carts.state,
        stage: carts.stage,
        lines: carts.lines,
        currency: carts.currency,
        url: carts.url,
        updatedAt: carts.updatedAt,
      },
      consent: { state: consent.state, at: consent.at },
    })
    .from(runs)
    .innerJoin(customers, eq(customers.id, runs.customerId))
    .innerJoin(stores, eq(stores.id, runs.storeId))
    .leftJoin(carts, cart ? eq(carts.id, cart) : sql`false`)
    .leftJoinLateral(consent, sql`true`)
    .where(eq(runs.id, run));
};
