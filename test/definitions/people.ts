import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { Database } from '../../db/client.ts';
import { productId } from '../../db/ids.ts';
import {
  carts,
  clicks,
  consents,
  customerAliases,
  customers,
  interests,
  lastContacts,
  loyaltyAccounts,
  messages,
  orders,
  products,
  runs,
  scores,
  segmentStandings,
  signals,
} from '../../db/schema/index.ts';
import { contactKinds } from '../../domain/contact.ts';
import { eventResults } from '../../domain/scores/signals/event-score.ts';
import { channels } from '../../domain/journey.ts';
import type { CartId, CustomerId, OrderId, RunId } from '../../domain/ids.ts';
import { noon, store } from '../gate/world.ts';

/** Everything that a definition may ask of somebody, as plain objects: what the database is filled with, and what is compared. */

const day = 86_400_000;
export const categories = ['lamps', "d'été", 'vases'] as const;
/** The category of each product; the last one has none. */
export const shelf: Readonly<Record<string, string | null>> = {
  lamp: 'lamps',
  shade: 'lamps',
  straw: "d'été",
  vase: 'vases',
  gift: null,
};
export const journeyNames = ['cartAbandonment', 'welcome'] as const;

/** Close to the borders that definitions draw, on both sides, and exactly on them. */
const borders = [0, 7, 30, 90, 365].flatMap((days) => [-1, 0, 1].map((off) => noon - days * day + off));
const instant = fc.oneof(
  fc.constantFrom(...borders, noon + 3_600_000),
  fc.integer({ min: noon - 500 * day, max: noon }),
);
/** When it still tells something of what is about to be bought, or will: the clock of a shop may be ahead of ours. */
const lately = fc.oneof(
  fc.integer({ min: noon - 30 * day, max: noon + 3_600_000 }),
  fc.integer({ min: noon + 1, max: noon + 60_000 }),
);

const product = fc.constantFrom(...Object.keys(shelf));
const line = fc.record({
  product,
  quantity: fc.integer({ min: 1, max: 3 }),
  unitPrice: fc.constantFrom(500, 1_000, 2_500),
});
const currency = fc.constantFrom('EUR', 'EUR', 'EUR', 'USD');
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const channel = fc.constantFrom('email' as const, 'sms' as const);
const probability = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);

const answers = fc.record({
  rate: fc.constantFrom(0.01, 0.05, 0.1, 0.4),
  messages: fc.constantFrom(0, 1, 6),
  reactions: fc.constant(0),
});

const person = fc.record({
  firstName: maybe(fc.constant('Ada')),
  locale: maybe(fc.constantFrom('fr' as const, 'en' as const)),
  timezone: maybe(fc.constant('Europe/Paris')),
  country: maybe(fc.constantFrom('FR', 'BE')),
  birthday: maybe(fc.constant('05-14' as const)),
  createdAt: instant,
  names: fc.uniqueArray(fc.constantFrom('id' as const, 'email' as const, 'phone' as const)),
  member: fc.boolean(),
  signals: maybe(
    fc.record({
      tier: maybe(fc.constantFrom('gold', 'silver')),
      affinity: fc.record({
        acts: fc.constantFrom(0, 3),
        categories: fc.uniqueArray(
          fc.record({
            category: fc.constantFrom(...categories),
            share: fc.constantFrom(0.05, 0.1, 0.5),
            lift: fc.constantFrom(0.5, 1, 1.5, 2),
          }),
          { maxLength: 3, selector: ({ category }) => category },
        ),
      }),
      sensitive: maybe(fc.boolean()),
      index: fc.constantFrom(0.5, 1, 1.4, 2),
      channels: fc.record({ email: answers, sms: answers }, { requiredKeys: [] }),
      hour: fc.record({
        bin: fc.integer({ min: 0, max: 11 }),
        by: fc.constantFrom('customer' as const, 'shop' as const),
      }),
      next: fc.record({
        by: fc.constantFrom('model' as const, 'popularity' as const),
        categories: fc.uniqueArray(
          fc.record({ category: fc.constantFrom(...categories), probability: fc.constantFrom(0.1, 0.2, 0.5) }),
          { maxLength: 3, selector: ({ category }) => category },
        ),
      }),
      event: maybe(
        fc.record({
          event: fc.constant('sales'),
          score: fc.constantFrom(10, 40, 65, 90),
          purchases: probability,
          browsing: probability,
          reactivity: probability,
          result: maybe(fc.constantFrom(...eventResults)),
        }),
      ),
    }),
  ),
  /** What is stored of them; null: they were never judged. */
  segments: maybe(fc.uniqueArray(fc.constantFrom('vip' as const, 'dormant' as const), { maxLength: 2 })),
  score: maybe(
    fc.record({
      alive: probability,
      churn: probability,
      expectedOrders: fc.constantFrom(0, 1, 2.5),
      expectedSpend: maybe(fc.constantFrom(1_000, 5_000)),
      lifetimeValue: maybe(fc.constantFrom(0, 10_000, 20_000)),
    }),
  ),
  orders: fc.array(
    fc.record({
      placedAt: instant,
      state: fc.constantFrom('placed' as const, 'delivered' as const, 'cancelled' as const, 'returned' as const),
      total: fc.constantFrom(1_000, 2_500, 5_000),
      refunded: fc.constantFrom(0, 0, 500),
      currency,
      lines: fc.array(line, { maxLength: 2 }),
    }),
    { maxLength: 4 },
  ),
  carts: fc.array(
    fc.record({
      updatedAt: instant,
      state: fc.constantFrom('open' as const, 'open' as const, 'emptied' as const),
      currency,
      lines: fc.array(line, { maxLength: 2 }),
      checkoutAt: maybe(lately),
    }),
    { maxLength: 2 },
  ),
  views: fc.uniqueArray(
    fc.record({
      product,
      visits: fc.array(fc.oneof(instant, lately), { maxLength: 3 }),
      lastAt: fc.constantFrom(noon, noon - 20 * day, noon - 40 * day),
      cartedAt: maybe(lately),
    }),
    { maxLength: 3, selector: (one) => one.product },
  ),
  clicks: fc.array(fc.record({ channel, journey: fc.constantFrom(...journeyNames), at: maybe(instant) }), {
    maxLength: 2,
  }),
  consents: fc.uniqueArray(
    fc.record({
      channel: fc.constantFrom(...channels),
      list: fc.constantFrom('', 'news'),
      state: fc.constantFrom('granted' as const, 'withdrawn' as const),
      at: fc.constantFrom(noon - 9 * day, noon - 5 * day, noon - day),
    }),
    { maxLength: 4, selector: (one) => `${one.channel} ${one.list} ${one.at}` },
  ),
  contacts: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...contactKinds), at: instant }), {
    maxLength: 3,
    selector: (one) => one.kind,
  }),
});

export type Known = typeof person extends fc.Arbitrary<infer One> ? One : never;
export interface Person extends Known {
  readonly id: CustomerId;
}

/** People of a shop, the same ones for the same seed. */
export const drawPeople = (count: number, seed: number): readonly Person[] =>
  fc.sample(person, { numRuns: count, seed }).map((one) => ({ ...one, id: randomUUID() as CustomerId }));

const linesOf = (lines: Person['orders'][number]['lines']) =>
  lines.map(({ product: name, ...rest }) => ({ ...rest, productId: productId(store, name) }));

/** Writes them as intake and gate would have. */
export const writePeople = async (db: Database, people: readonly Person[]): Promise<void> => {
  await db
    .insert(products)
    .values(
      Object.entries(shelf).map(([name, category]) => ({
        id: productId(store, name),
        storeId: store,
        externalId: name,
        title: name,
        translations: {},
        category,
      })),
    )
    .onConflictDoUpdate({ target: products.id, set: { category: sql`excluded.category` } });
  for (const one of people) await writePerson(db, one);
};

/** No statement where there is nothing to write. */
const insert = async <Row>(rows: readonly Row[], write: (rows: Row[]) => Promise<unknown>) =>
  rows.length > 0 && write([...rows]);

const writePerson = async (db: Database, person: Person): Promise<void> => {
  const { id, firstName, locale, timezone, country, birthday } = person;
  const own = { storeId: store, customerId: id };
  const at = new Date(noon);
  await db.insert(customers).values({
    id,
    storeId: store,
    firstName,
    locale,
    timezone,
    birthday: birthday as never,
    address: country === null ? null : { country },
    createdAt: new Date(person.createdAt),
  });
  await insert(
    person.names.map((kind) => ({ ...own, kind, value: `${kind} ${id}` })),
    async (rows) => db.insert(customerAliases).values(rows),
  );
  if (person.segments) {
    const standing = { segments: person.segments, value: 'standard' as const, evaluatedAt: at };
    await db.insert(segmentStandings).values({ ...own, ...standing });
  }
  if (person.signals) {
    const { tier, affinity, sensitive, index, channels, hour, next, event } = person.signals;
    await db.insert(signals).values({
      ...own,
      tier,
      priceIndex: index,
      priceSensitive: sensitive,
      bestHour: hour.bin,
      bestHourBy: hour.by,
      details: { affinity, channels, hour: { ...hour, share: 0.3, acts: 4 }, next, ...(event && { event }) },
      levelsVersion: 1,
      asOf: '2026-06-10',
      scoredAt: at,
    });
  }
  if (person.member) await db.insert(loyaltyAccounts).values({ ...own, updatedAt: at });
  if (person.score) {
    const days = { days: 1, firstDay: '2026-01-01', lastDay: '2026-01-01', asOf: '2026-06-10' };
    await db
      .insert(scores)
      .values({ ...own, ...person.score, ...days, modelId: randomUUID(), statisticsVersion: 1, scoredAt: at });
  }
  await insert(
    person.orders.map(({ placedAt, lines, ...order }) => {
      const name = randomUUID();
      const times = { placedAt: new Date(placedAt), updatedAt: new Date(placedAt) };
      return { ...own, ...order, ...times, id: name as OrderId, externalId: name, lines: linesOf(lines) };
    }),
    async (rows) => db.insert(orders).values(rows),
  );
  await insert(
    person.carts.map(({ updatedAt, checkoutAt, lines, ...cart }) => {
      const name = randomUUID();
      const times = { updatedAt: new Date(updatedAt), createdAt: new Date(updatedAt) };
      return {
        ...own,
        ...cart,
        ...times,
        id: name as CartId,
        externalId: name,
        stage: 'cart' as const,
        checkoutAt: checkoutAt === null ? null : new Date(checkoutAt),
        lines: linesOf(lines),
      };
    }),
    async (rows) => db.insert(carts).values(rows),
  );
  await insert(
    person.views.map(({ product: name, visits, lastAt, cartedAt }) => ({
      ...own,
      productId: productId(store, name),
      visits: visits.map((visit) => ({ at: visit })),
      lastAt: new Date(lastAt),
      cartedAt: cartedAt === null ? null : new Date(cartedAt),
    })),
    async (rows) => db.insert(interests).values(rows),
  );
  await insert(
    person.consents.map((act) => ({
      ...own,
      ...act,
      purpose: 'marketing' as const,
      at: new Date(act.at),
      source: 'form',
      proof: {},
    })),
    async (rows) => db.insert(consents).values(rows),
  );
  await insert(
    person.contacts.map((contact) => ({ ...own, kind: contact.kind, at: new Date(contact.at) })),
    async (rows) => db.insert(lastContacts).values(rows),
  );
  for (const click of person.clicks) await writeClick(db, person, click);
};

const writeClick = async (db: Database, { id }: Person, click: Person['clicks'][number]): Promise<void> => {
  const own = { storeId: store, customerId: id };
  const at = new Date(noon);
  const run = randomUUID() as RunId;
  const message = randomUUID();
  const { journey, channel: by } = click;
  await db.insert(runs).values({
    ...own,
    id: run,
    journey,
    subject: run,
    episode: 1,
    event: {},
    startedAt: at,
    touchedAt: at,
    dueAt: at,
    state: 'closed',
  });
  await db.insert(messages).values({
    ...own,
    id: message,
    runId: run,
    journey,
    channel: by,
    step: 'cart/reminder#1',
    template: 'cart/reminder',
    purpose: 'marketing',
    state: 'accepted',
    dueAt: at,
    expiresAt: at,
    decidedAt: at,
    verdicts: [],
    key: message,
    provider: 'fake',
    providerId: message,
    acceptedAt: at,
  });
  // What nobody followed was opened by a scanner only.
  const followed =
    click.at === null ? { scans: 1 } : { firstAt: new Date(click.at), lastAt: new Date(click.at), times: 1 };
  await db.insert(clicks).values([
    { messageId: message, place: 0, ...followed },
    { messageId: message, place: 1, ...followed },
  ]);
};
