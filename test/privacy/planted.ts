import { createHash, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { eq } from 'drizzle-orm';
import { recordClaims } from '../../db/customers/claims.ts';
import type { Database } from '../../db/client.ts';
import {
  allowlist,
  clicks,
  confirmations,
  customerAliases,
  customers,
  handovers,
  inbox,
  intents,
  interests,
  keptLinks,
  localOutbox,
  loyaltyAccounts,
  messages,
  newsRequests,
  occasions,
  offerCodeMessages,
  offerCodes,
  offerRedemptions,
  operators,
  providerEvents,
  runs,
  serviceCases,
  shortLinks,
  suppressions,
  testSends,
  unplacedAcceptances,
} from '../../db/schema/index.ts';
import { interestId, orderId, productId, ticketId } from '../../db/ids.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { noon, store } from '../api/intake-server.ts';
import { plantScores } from './planted-scores.ts';
import { plantSegments } from './planted-segments.ts';
import { arrives, fillsCart, orders, type Shopper } from './shopper.ts';

/** A shopper whose every name and text carries `canary`. */
export const canaryShopper = (canary: string): Shopper => ({
  id: `${canary}-id`,
  email: `${canary}@canary.example`,
  phone: phoneOf(canary),
  firstName: `Name${canary}`,
  postalCode: canary.slice(0, 12),
});

/** A number of their own, made of the canary's letters. */
export const phoneOf = (canary: string): string =>
  `+336${String(Buffer.from(canary).reduce((sum, byte) => (sum * 31 + byte) % 90_000_000, 7) + 10_000_000)}`;

/** What a store tells of the shopper: everything that may hold something of a person. */
export const lifeOf = (shopper: Shopper, canary: string): readonly Readonly<Record<string, unknown>>[] => [
  ...arrives(shopper),
  fillsCart(shopper, `cart-${canary}`, 'lamp'),
  orders(shopper, `order-${canary}`, 'lamp'),
  {
    type: 'order.shipped',
    customer: { id: shopper.id },
    data: { orderId: `order-${canary}`, parcelId: `parcel-${canary}`, carrier: `Carrier ${canary}` },
  },
  fillsCart(shopper, `cart-${canary}-2`, 'lamp'),
];

/**
 * What the life left, and what else may stand in the tables: a message that was sent, what the provider told of it,
 * the local outbox, a suppression, a stranger's claim to be the shopper, an event in quarantine that belongs to nobody yet.
 */
export const plantLedger = async (db: Database, shopper: Shopper, canary: string): Promise<CustomerId> => {
  const [alias] = await db.select().from(customerAliases).where(eq(customerAliases.value, shopper.email));
  const customer = alias!.customerId;
  const [run] = await db.select().from(runs).where(eq(runs.customerId, customer));
  const id = v7();
  const key = `${run!.id}/cart/reminder#1/email`;
  const at = new Date(noon);
  const frozen = {
    from: 'Shop <hello@shop.example>',
    to: shopper.email,
    subject: `Hello ${shopper.firstName}`,
    html: `<p>${canary}</p>`,
    text: canary,
    headers: {},
  };
  await db.insert(messages).values({
    id,
    storeId: store,
    runId: run!.id,
    journey: run!.journey,
    customerId: customer,
    step: 'cart/reminder#1',
    channel: 'email',
    template: 'cart/reminder',
    purpose: 'marketing',
    state: 'accepted',
    dueAt: at,
    expiresAt: at,
    decidedAt: at,
    verdicts: [{ rule: 'consent', says: 'pass', saw: { at: canary } }],
    key,
    claimedAt: at,
    linkToken: randomUUID(),
    frozen,
    bodyHash: `hash of ${canary}`,
    provider: 'resend',
    providerId: `provider-${canary}`,
    lastError: `refused ${shopper.email}`,
    acceptedAt: at,
  });
  await db.insert(localOutbox).values({ key, id: randomUUID(), claimedAt: at, acceptedAt: at, message: frozen });
  await db.insert(providerEvents).values({
    id: v7(),
    provider: 'resend',
    eventId: `told-${canary}`,
    messageId: id,
    providerId: `provider-${canary}`,
    type: 'email.delivered',
    means: 'delivered',
    occurredAt: at,
    receivedAt: at,
  });
  await db.insert(clicks).values({ messageId: id, place: 0, firstAt: at, lastAt: at, times: 1 });
  await db.insert(shortLinks).values({ code: randomUUID(), messageId: id, to: `https://shop.example/${canary}` });
  await db.insert(confirmations).values({
    token: randomUUID(),
    storeId: store,
    customerId: customer,
    channel: 'email',
    purpose: 'marketing',
    address: shopper.email,
    askedAt: at,
    expiresAt: at,
    source: canary,
    proof: { wording: canary },
  });
  const looked = { customerId: customer, storeId: store, productId: productId(store, 'lamp') };
  await db.insert(interests).values({ ...looked, visits: [{ at: noon }], lastAt: at });
  await db.insert(intents).values({ ...looked, signal: 'visits', at });
  await plantRelation(db, customer, canary);
  await db.insert(keptLinks).values({ token: randomUUID(), storeId: store, customerId: customer, channel: 'email' });
  await db
    .insert(allowlist)
    .values({ storeId: store, kind: 'customer', value: customer, addedAt: at, addedBy: 'command:test', why: canary });
  const operator = randomUUID();
  await db.insert(operators).values({ id: operator, name: operator, passwordHash: 'none', createdAt: at });
  await db.insert(testSends).values({
    id: randomUUID(),
    storeId: store,
    customerId: customer,
    message: {
      journey: 'cartAbandonment',
      template: 'cart/reminder',
      channel: 'email',
      purpose: 'marketing',
      rank: 'cart',
      expires: '12 hours',
      props: {},
      trigger: 'cart.updated',
      ids: {},
    },
    operatorId: operator,
    askedBy: `operator:${operator}`,
    askedAt: at,
    state: 'failed',
  });
  await db.insert(unplacedAcceptances).values({
    provider: 'resend',
    providerId: `unplaced-${canary}`,
    channel: 'email',
    addressHash: createHash('sha256').update(shopper.email).digest('hex'),
    acceptedAt: at,
  });
  const code = v7();
  await db.insert(offerCodes).values({
    id: code,
    storeId: store,
    offer: 'cartTen',
    code: `CODE-${canary}`,
    source: 'generated',
    state: 'given',
    leasedFor: key,
    customerId: customer,
    terms: { gives: { kind: 'percent', percent: 10 }, validity: { for: '7 days', ends: 'day' } },
    reservedAt: at,
    givenAt: at,
    expiresAt: at,
    createdAt: at,
  });
  await db.insert(offerCodeMessages).values({ messageId: id, codeId: code });
  await db.insert(offerRedemptions).values({
    id: v7(),
    storeId: store,
    codeId: code,
    orderId: orderId(store, `order-${canary}`),
    customerId: customer,
    at,
    stranger: false,
  });
  const suppressed = { storeId: store, reason: 'unsubscribed' as const, at };
  const stranger = v7() as CustomerId;
  await db.insert(customers).values({ id: stranger, storeId: store, createdAt: at });
  await recordClaims(db, { store, customer: stranger, at }, [{ kind: 'email', value: shopper.email }]);
  await db.insert(suppressions).values([
    { ...suppressed, channel: 'email', address: shopper.email },
    { ...suppressed, channel: 'sms', address: shopper.phone! },
    { ...suppressed, channel: 'whatsapp', address: shopper.phone! },
  ]);
  await db.insert(inbox).values({
    id: v7(),
    storeId: store,
    eventId: `quarantined-${canary}`,
    type: 'order.placed',
    occurredAt: at,
    body: { customer: { email: ` ${shopper.email.toUpperCase()}` }, data: { note: canary } },
    hash: 'x',
    fate: 'quarantined',
    reason: 'unprocessable',
    receivedAt: at,
  });
  await plantScores(db, customer);
  await plantSegments(db, customer);
  return customer;
};

/** A birthday, points, a category that was asked for, a question at customer service, and an order that lies ready. */
const plantRelation = async (db: Database, customerId: CustomerId, canary: string): Promise<void> => {
  const at = new Date(noon);
  const own = { customerId, storeId: store };
  await db.update(customers).set({ birthday: '05-14' }).where(eq(customers.id, customerId));
  await db.insert(occasions).values({ ...own, kind: 'birthday', day: '05-14', nextAt: at });
  await db.insert(loyaltyAccounts).values({ ...own, points: 120, tier: `tier ${canary}`, updatedAt: at });
  await db.insert(newsRequests).values({ ...own, id: interestId(store, canary), category: canary, declaredAt: at });
  await db.insert(serviceCases).values({ ...own, id: ticketId(store, canary), openedAt: at });
  await db
    .insert(handovers)
    .values({ orderId: orderId(store, `order-${canary}`), storeId: store, pickupPlace: canary, readyAt: at });
};
