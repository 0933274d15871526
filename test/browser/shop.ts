import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { cartId, orderId, productId } from '../../db/ids.ts';
import {
  carts,
  consents,
  customerAliases,
  customers,
  inbox,
  orders,
  outbox,
  policyVersions,
  products,
  purchases,
  runs,
  stores,
} from '../../db/schema/index.ts';
import type { EventType } from '../../domain/events.ts';
import type { CartId, CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { IgnoredReason } from '../../domain/reasons.ts';
import { defaultOffers } from '../../domain/policy/offers.ts';
import type { Locale } from '../../domain/templates.ts';

/** The store's time at which these rows are written. */
export const now = new Date('2026-11-22T09:42:07.000Z');
export const storeId = 'lumen' as StoreId;

export const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

/** A shop with two products, as intake would have written it. `origin`: where its pictures are. */
export const insertShop = async (db: Database, origin: string): Promise<void> => {
  await db.insert(stores).values({
    id: storeId,
    name: 'Maison Lumen',
    url: 'https://maison-lumen.example',
    locale: 'fr',
    timezone: 'Europe/Paris',
    currency: 'EUR',
    sender: 'Maison Lumen <bonjour@maison-lumen.example>',
    createdAt: minutesAgo(100_000),
  });
  await db.insert(policyVersions).values({
    id: randomUUID(),
    storeId,
    section: 'offers',
    version: 1,
    body: {
      ...defaultOffers,
      byId: {
        cartTen: {
          gives: { kind: 'percent', percent: 10 },
          codes: { from: 'fixed', code: 'LUMEN10' },
          validity: { for: '7 days', ends: 'day' },
          otherwise: 'without',
          whenEmpty: 'without',
          afterChange: 'keep',
          afterReturn: 'spent',
        },
      },
    },
    effectiveAt: minutesAgo(100_000),
    savedBy: 'command:test',
    savedAt: minutesAgo(100_000),
  });
  const common = { storeId, currency: 'EUR', stock: 12, stockedAt: minutesAgo(300), category: 'home', usualDays: null };
  await db.insert(products).values([
    {
      ...common,
      id: productId(storeId, 'candle'),
      externalId: 'candle',
      title: 'Bougie parfumée Figuier',
      translations: { en: { title: 'Fig scented candle' } },
      imageUrl: `${origin}/assets/sample-candle.svg`,
      url: 'https://maison-lumen.example/bougie-figuier',
      price: 2450,
    },
    {
      ...common,
      id: productId(storeId, 'vase'),
      externalId: 'vase',
      title: 'Vase en grès, fait main',
      translations: { en: { title: 'Handmade stoneware vase' } },
      imageUrl: `${origin}/assets/sample-vase.svg`,
      url: 'https://maison-lumen.example/vase-gres',
      price: 7900,
    },
  ]);
};

/** A customer with consent and an open cart, in a running cart journey. */
export const insertShopper = async (
  db: Database,
  shopper: { readonly firstName: string; readonly email: string; readonly locale: Locale; readonly minutes?: number },
): Promise<{ readonly customer: CustomerId; readonly cart: CartId; readonly run: RunId }> => {
  const customer = randomUUID() as CustomerId;
  const run = randomUUID() as RunId;
  const externalId = `c-${shopper.firstName.toLowerCase()}`;
  const cart = cartId(storeId, externalId);
  const at = minutesAgo(shopper.minutes ?? 90);
  await db.insert(customers).values({
    id: customer,
    storeId,
    firstName: shopper.firstName,
    locale: shopper.locale,
    createdAt: at,
  });
  await db.insert(customerAliases).values({ storeId, kind: 'email', value: shopper.email, customerId: customer });
  await db.insert(consents).values({
    storeId,
    customerId: customer,
    channel: 'email',
    purpose: 'marketing',
    state: 'granted',
    at,
    source: 'newsletter form',
    proof: { wording: 'News and reminders by e-mail', version: '3' },
  });
  await db.insert(carts).values({
    id: cart,
    storeId,
    externalId,
    customerId: customer,
    state: 'open',
    stage: 'cart',
    lines: [
      { productId: productId(storeId, 'candle'), quantity: 2, unitPrice: 2450 },
      { productId: productId(storeId, 'vase'), quantity: 1, unitPrice: 7900 },
    ],
    currency: 'EUR',
    url: `https://maison-lumen.example/panier/${externalId}`,
    updatedAt: at,
    createdAt: at,
  });
  await db.insert(runs).values({
    id: run,
    storeId,
    journey: 'cartAbandonment',
    customerId: customer,
    subject: cart,
    episode: 1,
    event: { cartId: cart },
    startedAt: at,
    touchedAt: at,
    dueAt: new Date(at.getTime() + 3_600_000),
    state: 'open',
  });
  await db
    .insert(outbox)
    .values({ storeId, customerId: customer, runId: run, kind: 'start', notBefore: at, dispatchedAt: at, attempts: 1 });
  await insertEvent(db, customer, 'cart.updated', at);
  return { customer, cart, run };
};

/** An event of the customer, with what became of it. */
export const insertEvent = async (
  db: Database,
  customerId: CustomerId,
  type: EventType,
  at: Date,
  ignored?: IgnoredReason,
): Promise<void> => {
  const eventId = randomUUID();
  await db.insert(inbox).values({
    id: randomUUID(),
    storeId,
    eventId,
    type,
    occurredAt: at,
    customerId,
    body: {},
    hash: eventId,
    fate: ignored ? 'ignored' : 'applied',
    reason: ignored ?? null,
    receivedAt: at,
  });
};

/** The shopper's order, which stops the run. */
export const insertOrder = async (
  db: Database,
  shopper: Awaited<ReturnType<typeof insertShopper>>,
  minutes: number,
): Promise<void> => {
  const at = minutesAgo(minutes);
  const id = orderId(storeId, `o-${shopper.run}`);
  await db.insert(orders).values({
    id,
    storeId,
    externalId: `o-${shopper.run}`,
    customerId: shopper.customer,
    cartId: shopper.cart,
    state: 'placed',
    lines: [{ productId: productId(storeId, 'vase'), quantity: 1, unitPrice: 7900 }],
    total: 7900,
    currency: 'EUR',
    placedAt: at,
    updatedAt: at,
  });
  await db.insert(purchases).values({ customerId: shopper.customer, orderId: id, placedAt: at });
  await insertEvent(db, shopper.customer, 'order.placed', at);
};
