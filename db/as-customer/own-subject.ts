import { and, desc, eq, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import { alertEvents, alertKinds } from '../../domain/alerts/alert.ts';
import type { EventType } from '../../domain/events.ts';
import type { CartId, CustomerId } from '../../domain/ids.ts';
import type { IdField } from '../../domain/journey-message.ts';
import type { Queries } from '../client.ts';
import {
  campaigns,
  carts,
  customers,
  inbox,
  interests,
  newsRequests,
  orders,
  parcels,
  productAlerts,
  products,
  runs,
  stores,
} from '../schema/index.ts';

/** What a journey would be about. */
export interface SubjectWanted {
  readonly customer: CustomerId;
  readonly journey: string;
  readonly trigger: EventType;
  /** What its trigger brings: ids and words. */
  readonly fields: readonly string[];
  readonly now: Date;
}

type Ids = Readonly<Record<string, string>>;

type Find = (queries: Queries, wanted: SubjectWanted) => Promise<Ids | undefined>;

/** What is the customer's own; what they have nothing of is absent. */
export interface OwnSubject {
  readonly ids: Ids;
  /** Of a cart: when they touched it last. */
  readonly touchedAt?: Date;
}

/** What the journey would be about if it began now: the newest of what is theirs. Reads a few rows, each by an index. */
export const readOwnSubject = async (queries: Queries, wanted: SubjectWanted): Promise<OwnSubject> => {
  let found: Ids = {};
  const isMissing = (field: string): boolean => !Object.hasOwn(found, field);
  const take = (more: Ids | undefined): void => {
    found = { ...more, ...found };
  };
  for (const [field, find] of Object.entries(finders)) {
    if (wanted.fields.includes(field) && isMissing(field)) take(await find(queries, wanted));
  }
  if (wanted.fields.some(isMissing)) take(await toldLast(queries, wanted));
  const ids = Object.fromEntries(wanted.fields.flatMap((field) => (isMissing(field) ? [] : [[field, found[field]!]])));
  const touchedAt = ids['cartId'] === undefined ? undefined : await touched(queries, ids['cartId']);
  return { ids, ...(touchedAt && { touchedAt }) };
};

const touched = async (queries: Queries, cart: string): Promise<Date | undefined> =>
  (
    await queries
      .select({ at: carts.updatedAt })
      .from(carts)
      .where(eq(carts.id, cart as CartId))
  )[0]?.at;

/** What the trigger brought when it was told of the customer last, and what the journey was about last. */
const toldLast: Find = async (queries, { customer, journey, trigger }) => {
  const [told] = await queries
    .select({ ids: inbox.ids })
    .from(inbox)
    .where(and(eq(inbox.customerId, customer), eq(inbox.type, trigger)))
    .orderBy(desc(inbox.occurredAt))
    .limit(1);
  if (told) return told.ids;
  const [run] = await queries
    .select({ event: runs.event })
    .from(runs)
    .where(and(eq(runs.customerId, customer), eq(runs.journey, journey)))
    .orderBy(desc(runs.startedAt))
    .limit(1);
  return run?.event;
};

const newestCart: Find = async (queries, { customer }) => {
  const [row] = await queries
    .select({ cartId: carts.id })
    .from(carts)
    .where(eq(carts.customerId, customer))
    .orderBy(
      desc(sql`jsonb_array_length(${carts.lines}) > 0`),
      desc(sql`${carts.state} = 'open'`),
      desc(carts.updatedAt),
      desc(carts.id),
    )
    .limit(1);
  return row;
};

/** What an order must be for an event of the type to be about it; any other event is about one that stands. */
const orderIs: Partial<Record<EventType, SQL>> = {
  'order.returned': eq(orders.state, 'returned'),
  'order.cancelled': eq(orders.state, 'cancelled'),
  'order.delivered': inArray(orders.state, ['delivered', 'returned']),
  'order.delayed': sql`${orders.delayedAt} is not null`,
};

const newestOrder: Find = async (queries, { customer, trigger }) => {
  const [row] = await queries
    .select({ orderId: orders.id, cartId: orders.cartId })
    .from(orders)
    .where(and(eq(orders.customerId, customer), orderIs[trigger] ?? ne(orders.state, 'cancelled')))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(1);
  return row && { orderId: row.orderId, ...(row.cartId && { cartId: row.cartId }) };
};

const newestParcel: Find = async (queries, { customer }) => {
  const [row] = await queries
    .select({ parcelId: parcels.id, orderId: parcels.orderId })
    .from(parcels)
    .innerJoin(orders, eq(orders.id, parcels.orderId))
    .where(eq(orders.customerId, customer))
    .orderBy(desc(parcels.shippedAt), desc(parcels.id))
    .limit(1);
  return row;
};

/** Of the customer's orders, how many of the newest are looked through. */
const mostOrders = 50;

/** What the customer looked at last. */
const lookedAt: Find = async (queries, { customer }) => {
  const [row] = await queries
    .select({ productId: interests.productId })
    .from(interests)
    .where(eq(interests.customerId, customer))
    .orderBy(desc(interests.lastAt), interests.productId)
    .limit(1);
  return row;
};

/** What they bought last, where the event is about a purchase; else what they looked at, or were told to have, last. */
const product: Find = async (queries, wanted) => {
  if (wanted.trigger === 'intent.shown') return lookedAt(queries, wanted);
  if (!wanted.fields.includes('orderId')) {
    const told = (await toldLast(queries, wanted)) ?? (await lookedAt(queries, wanted));
    if (told?.['productId'] !== undefined) return told;
  }
  const bought = sql`(
    select o.id as order_id, o.placed_at, (line ->> 'productId')::uuid as product_id
    from (select id, placed_at, lines from ${orders}
          where ${orders.customerId} = ${wanted.customer} and ${orders.state} <> 'cancelled'
          order by ${orders.placedAt} desc limit ${sql.raw(String(mostOrders))}) o, jsonb_array_elements(o.lines) line)`;
  const [row] = await queries
    .select({ productId: products.id, orderId: sql<string>`bought.order_id` })
    .from(products)
    .innerJoin(sql`${bought} bought`, sql`bought.product_id = ${products.id}`)
    .where(
      and(
        // An array, not the join alone: that would go through the whole catalogue.
        sql`${products.id} = any(array(select product_id from ${bought} one))`,
        wanted.trigger === 'product.bought' ? isNotNull(products.usualDays) : undefined,
      ),
    )
    .orderBy(sql`bought.placed_at desc`, products.id)
    .limit(1);
  return row;
};

/** The campaign of the customer's shop that is not over and begins first; else the one that was planned last. */
const nextCampaign: Find = async (queries, { customer, now }) => {
  const today = sql`to_char(${now.toISOString()}::timestamptz at time zone ${stores.timezone}, 'YYYY-MM-DD"T"HH24:MI')`;
  const isOver = sql`${campaigns.plan} ->> 'ends' < ${today}`;
  const [row] = await queries
    .select({ campaignId: campaigns.id })
    .from(campaigns)
    .innerJoin(stores, eq(stores.id, campaigns.storeId))
    .innerJoin(customers, eq(customers.storeId, campaigns.storeId))
    .where(and(eq(customers.id, customer), eq(campaigns.state, 'planned')))
    .orderBy(isOver, sql`case when not ${isOver} then ${campaigns.plan} ->> 'opens' end`, desc(campaigns.createdAt))
    .limit(1);
  return row;
};

/** The category that they asked for last. */
const newestRequest: Find = async (queries, { customer }) => {
  const [row] = await queries
    .select({ interestId: newsRequests.id })
    .from(newsRequests)
    .where(eq(newsRequests.customerId, customer))
    .orderBy(desc(newsRequests.declaredAt))
    .limit(1);
  return row;
};

/** What last happened of the kind to a product that interests the customer. */
const newestAlert: Find = async (queries, { customer, trigger }) => {
  const kind = alertKinds.find((one) => alertEvents[one] === trigger);
  if (!kind) return undefined;
  const [row] = await queries
    .select({ alertId: productAlerts.id, productId: productAlerts.productId })
    .from(interests)
    .innerJoin(productAlerts, eq(productAlerts.productId, interests.productId))
    .where(and(eq(interests.customerId, customer), eq(productAlerts.kind, kind)))
    .orderBy(desc(productAlerts.at), desc(productAlerts.id))
    .limit(1);
  return row;
};

/** Where each is found, those first that bring others with them: the compiler names the one that is missing. */
const finders: { readonly [Field in IdField]: Find } = {
  parcelId: newestParcel,
  alertId: newestAlert,
  productId: product,
  orderId: newestOrder,
  cartId: newestCart,
  ticketId: toldLast,
  formId: toldLast,
  campaignId: nextCampaign,
  interestId: newestRequest,
};
