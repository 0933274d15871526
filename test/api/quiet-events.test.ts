import { beforeAll, expect, test } from 'vitest';
import { asc, eq } from 'drizzle-orm';
import { readEvent } from '../../api/events/read-event.ts';
import { acceptEvent } from '../../api/intake/accept.ts';
import { acceptQuiet, isOfSame, isQuiet } from '../../api/intake/accept-quiet.ts';
import { specs } from '../../api/specs.ts';
import { readStore } from '../../db/shop/stores.ts';
import { customerAliases, customers, inbox, lastContacts, stores } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { useDatabase } from '../stack/database.ts';

const database = useDatabase();
const noon = Date.UTC(2026, 5, 10, 12);

beforeAll(async () => {
  for (const id of ['one', 'other'] as StoreId[]) {
    await database.connection.db.insert(stores).values({
      id,
      name: 'Shop',
      url: 'https://shop.example',
      locale: 'en',
      timezone: 'Europe/Paris',
      currency: 'EUR',
      sender: 'Shop <hello@shop.example>',
      createdAt: new Date(noon),
    });
  }
});

const arrival = (
  id: string,
  type: string,
  minutes: number,
  data: object = { page: 'home' },
  customer: object = { id: 'u-1' },
) => {
  const at = noon + minutes * 60_000;
  const reading = readEvent({ id, type, occurredAt: new Date(at).toISOString(), customer, data }, at);
  if (!reading.ok) throw new Error(JSON.stringify(reading.flaws));
  return { received: reading.received, at };
};

const clicks = [
  arrival('e-1', 'page.viewed', 0),
  arrival('e-2', 'page.viewed', 1, { page: 'search' }),
  arrival('e-3', 'customer.logged_in', 2, {}),
  arrival('e-4', 'page.viewed', 5),
];

const kept = async (store: StoreId) => {
  const { db } = database.connection;
  const events = await db.select().from(inbox).where(eq(inbox.storeId, store)).orderBy(asc(inbox.eventId));
  const [customer, ...others] = await db.select().from(customers).where(eq(customers.storeId, store));
  const contacts = await db
    .select()
    .from(lastContacts)
    .where(eq(lastContacts.storeId, store))
    .orderBy(asc(lastContacts.kind));
  const names = await db.select().from(customerAliases).where(eq(customerAliases.storeId, store));
  return {
    events: events.map(({ eventId, type, occurredAt, ids, body, hash, fate, reason, receivedAt, customerId }) => ({
      eventId,
      type,
      occurredAt,
      ids,
      body,
      hash,
      fate,
      reason,
      receivedAt,
      isOwn: customerId === customer?.id,
    })),
    createdAt: customer?.createdAt,
    others: others.length,
    contacts: contacts.map(({ kind, at }) => ({ kind, at })),
    names: names.map(({ kind, value }) => `${kind} ${value}`),
  };
};

test('quiet events that are kept together leave what they leave one by one', async () => {
  const { db } = database.connection;
  const one = (await readStore(db, 'one' as StoreId))!;
  const other = (await readStore(db, 'other' as StoreId))!;
  const quiet = clicks.filter(({ received }) => isQuiet(specs, received));
  expect(quiet.length).toBeGreaterThan(1);
  for (const { received, at } of quiet) await acceptEvent({ db, specs, clock: { now: () => at } }, one, received);
  expect(await acceptQuiet({ db }, other, quiet)).toBe(true);
  expect(await kept(other.id)).toEqual(await kept(one.id));

  // Told again they are known: each has to be judged by itself, and nothing was kept twice.
  const before = await kept(other.id);
  expect(await acceptQuiet({ db }, other, [...quiet, arrival('e-9', 'page.viewed', 9)])).toBe(false);
  expect(await kept(other.id)).toEqual(before);

  // The same where one of them is told twice, and where two customers turn out to be one by what they are called.
  expect(await acceptQuiet({ db }, other, [arrival('e-11', 'page.viewed', 9), arrival('e-11', 'page.viewed', 9)])).toBe(
    false,
  );
  const visitor = { anonymousId: 'browser-1' };
  expect(
    await acceptQuiet({ db }, other, [
      arrival('e-12', 'page.viewed', 9, { page: 'home' }, visitor),
      arrival('e-13', 'page.viewed', 9, { page: 'home' }, visitor),
    ]),
  ).toBe(true);
  const known = await kept(other.id);
  const both = { id: 'u-1', ...visitor };
  expect(
    await acceptQuiet({ db }, other, [
      arrival('e-14', 'page.viewed', 9, { page: 'home' }, both),
      arrival('e-15', 'page.viewed', 9, { page: 'home' }, both),
    ]),
  ).toBe(false);
  expect(await kept(other.id)).toEqual(known);
});

test('what a journey looks at, what changes something and what is about another customer is not quiet', () => {
  const lines = [{ productId: 'lamp', quantity: 1, unitPrice: { amount: 2_500, currency: 'EUR' } }];
  expect(isQuiet(specs, arrival('e-5', 'cart.updated', 0, { cartId: 'c-1', lines }).received)).toBe(false);
  expect(isQuiet(specs, arrival('e-6', 'customer.updated', 0, { locale: 'en' }).received)).toBe(false);
  expect(isQuiet([], arrival('e-7', 'page.viewed', 0).received)).toBe(true);
  // A look at a product is counted where a journey goes by what was looked at, and only there.
  const look = arrival('e-10', 'product.viewed', 0, { productId: 'lamp' }).received;
  expect(isQuiet(specs, look)).toBe(false);
  expect(
    isQuiet(
      specs.filter(({ begins }) => begins !== 'off'),
      look,
    ),
  ).toBe(true);
  const [first] = clicks;
  expect(isOfSame(first!.received, arrival('e-8', 'page.viewed', 0, { page: 'home' }, { id: 'u-2' }).received)).toBe(
    false,
  );
});
