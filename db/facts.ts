import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import type { CartId, RunId } from '../domain/ids.ts';
import type { Channel, Purpose } from '../domain/journey.ts';
import type { SuppressionReason } from '../domain/suppression.ts';
import type { Queries } from './client.ts';
import {
  carts,
  consents,
  customerAliases,
  customers,
  orders,
  products,
  runs,
  stores,
  suppressions,
  unplacedAcceptances,
} from './schema/index.ts';
import { notLifted } from './customers/suppressions.ts';

/** What the gate asks about. */
export interface FactsRequest {
  readonly run: RunId;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** The cart that the message is about, when it is about one. */
  readonly cart?: CartId;
}

export type GateFacts = NonNullable<Awaited<ReturnType<typeof readFacts>>>;

/**
 * Everything that the gate decides and renders from; undefined when the run does not exist. The run's own
 * row names the customer: a merge may have moved it since the run began. Under the customer's lock, the
 * lock must be a statement of its own before this one: a statement reads the snapshot of its beginning.
 */
export const readFacts = async (db: Queries, request: FactsRequest) => {
  // Sent together: one round trip on a transaction's connection.
  const [[base], addresses, openCarts, cartProducts] = await Promise.all([
    readBase(db, request),
    readAddresses(db, request),
    db
      .select({ id: carts.id, updatedAt: carts.updatedAt })
      .from(carts)
      .innerJoin(runs, eq(runs.customerId, carts.customerId))
      .where(and(eq(runs.id, request.run), eq(carts.state, 'open'), sql`jsonb_array_length(${carts.lines}) > 0`)),
    request.cart ? readCartProducts(db, request.cart) : [],
  ]);
  if (!base) return undefined;
  const { cart, consent, ...known } = base;
  return {
    ...known,
    cart: cart ?? undefined,
    consent: consent ?? undefined,
    addresses,
    openCarts,
    products: cartProducts,
  };
};

/** What there is one of: the run, whose it is, the cart, the newest consent, how often the customer ordered. */
const readBase = async (db: Queries, { run, channel, purpose, cart }: FactsRequest) => {
  const consent = db
    .select({ state: consents.state, at: consents.at })
    .from(consents)
    .where(and(eq(consents.customerId, runs.customerId), eq(consents.channel, channel), eq(consents.purpose, purpose)))
    .orderBy(desc(consents.at))
    .limit(1)
    .as('consent');
  const ordered = sql<number>`(select count(*)::int from ${orders}
    where ${orders.customerId} = ${runs.customerId} and ${ne(orders.state, 'cancelled')})`;
  return db
    .select({
      run: {
        storeId: runs.storeId,
        customerId: runs.customerId,
        state: runs.state,
        exitEvent: runs.exitEvent,
        touchedAt: runs.touchedAt,
      },
      customer: { firstName: customers.firstName, locale: customers.locale, erasedAt: customers.erasedAt },
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
      orders: ordered,
    })
    .from(runs)
    .innerJoin(customers, eq(customers.id, runs.customerId))
    .innerJoin(stores, eq(stores.id, runs.storeId))
    .leftJoin(carts, cart ? eq(carts.id, cart) : sql`false`)
    .leftJoinLateral(consent, sql`true`)
    .where(eq(runs.id, run));
};

/** The customer's addresses on the channel, the one their profile gave last first, each with what suppresses it. */
const readAddresses = async (db: Queries, { run, channel }: FactsRequest) => {
  const rows = await db
    .select({
      value: customerAliases.value,
      reason: suppressions.reason,
      until: suppressions.until,
      at: suppressions.at,
      unplacedAt: sql<Date | null>`(select max(${unplacedAcceptances.acceptedAt}) from ${unplacedAcceptances}
        where ${unplacedAcceptances.channel} = ${channel} and ${unplacedAcceptances.addressHash} =
          encode(sha256(convert_to(${customerAliases.value}, 'UTF8')), 'hex'))`.mapWith(unplacedAcceptances.acceptedAt),
    })
    .from(customerAliases)
    .innerJoin(runs, eq(runs.customerId, customerAliases.customerId))
    .leftJoin(
      suppressions,
      and(
        eq(suppressions.storeId, customerAliases.storeId),
        eq(suppressions.channel, channel),
        eq(suppressions.address, customerAliases.value),
        notLifted,
      ),
    )
    .where(and(eq(runs.id, run), eq(customerAliases.kind, channel === 'email' ? 'email' : 'phone')))
    .orderBy(sql`${customerAliases.seenAt} desc nulls last`, asc(customerAliases.value), asc(suppressions.reason));
  interface Address {
    readonly suppressed: { reason: SuppressionReason; at: Date; until: Date | null }[];
    readonly unplacedAt: Date | null;
  }
  const addresses = new Map<string, Address>();
  for (const { value, reason, at, until, unplacedAt } of rows) {
    const address = addresses.get(value) ?? { suppressed: [], unplacedAt };
    addresses.set(value, address);
    if (reason !== null) address.suppressed.push({ reason, at: at!, until });
  }
  return [...addresses].map(([value, address]) => ({ value, ...address }));
};

const readCartProducts = async (db: Queries, cart: CartId) =>
  db
    .select({
      id: products.id,
      title: products.title,
      translations: products.translations,
      imageUrl: products.imageUrl,
      url: products.url,
    })
    .from(products)
    .where(
      sql`${products.id} in (
        select (line ->> 'productId')::uuid from ${carts}, jsonb_array_elements(${carts.lines}) line
        where ${carts.id} = ${cart})`,
    );
