import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import {
  campaigns,
  clicks,
  customerAliases,
  inbox,
  messages,
  orderStatistics,
  runs,
  scores,
} from '../../db/schema/index.ts';
import type { CampaignFigures } from '../../api/figures/campaign-figures.ts';
import type { CampaignId, CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import { addKey, addStore, noon, useIntake } from '../api/intake-server.ts';
import { sampleCampaign } from '../../cli/simulator/sample-campaign.ts';
import { type LoggedOrder, type LoggedMessage, recountFigures } from './recount-figures.ts';

const intake = useIntake([]);
const hour = 3_600_000;
const day = 24 * hour;

/** A shop of its own for each story, with a campaign that opened four days ago and ends in two. */
let shops = 0;
const openShop = async () => {
  const id = `shop-${(shops += 1)}` as StoreId;
  const [ingest, read] = [makeApiKey(), makeApiKey()];
  await addStore(intake.db, id, ingest);
  await addKey(intake.db, id, read, { scopes: ['read', 'operate'] });
  const campaign = randomUUID() as CampaignId;
  await intake.db.insert(campaigns).values({
    id: campaign,
    storeId: id,
    name: 'summer',
    // Early access two days before, at the same hour: from the fourth to the twelfth of June.
    plan: {
      ...sampleCampaign,
      opens: '2026-06-06T08:00',
      second: undefined,
      third: undefined,
      ends: '2026-06-12T20:00',
      hours: [],
    },
    state: 'planned',
    version: 1,
    savedBy: 'command:test',
    why: 'the season',
    savedAt: new Date(noon - 60 * day),
    createdAt: new Date(noon - 60 * day),
  });
  return { id, ingest, read, campaign };
};
type Shop = Awaited<ReturnType<typeof openShop>>;
/** Early access of that campaign, and its end. */
const opened = Date.parse('2026-06-04T06:00:00Z');
const ended = Date.parse('2026-06-12T18:00:00Z');

const figuresOf = async ({ read }: Shop, path = '/v1/campaigns/summer/figures'): Promise<CampaignFigures> => {
  const response = await intake.request(path, { headers: { authorization: `Bearer ${read}` } });
  expect(response.status).toBe(200);
  return (await response.json()) as CampaignFigures;
};

interface Order {
  readonly who: number;
  /** Hours after the opening. */
  readonly hour: number;
  readonly amount: number;
  readonly currency: 'EUR' | 'USD';
  readonly fate: 'kept' | 'cancelled' | 'returned' | 'refunded';
}
interface Message {
  readonly who: number;
  readonly hour: number;
  readonly journey: string;
  readonly channel: 'email' | 'sms';
  readonly state: 'accepted' | 'delivered' | 'bounced' | 'complained' | 'withheld' | 'failed' | 'unknown';
  readonly purpose: 'marketing' | 'transactional';
  readonly clicked: 'no' | 'person' | 'scanner';
}

const who = fc.integer({ min: 0, max: 3 });
const order: fc.Arbitrary<Order> = fc.record({
  who,
  hour: fc.constantFrom(-900, -30, -1, 0, 1, 20, 71, 72, 73, 100, 203, 204, 300),
  amount: fc.constantFrom(0, 1_000, 2_550, 9_999),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  fate: fc.constantFrom('kept', 'kept', 'kept', 'cancelled', 'returned', 'refunded'),
});
const message: fc.Arbitrary<Message> = fc.record({
  who,
  hour: fc.constantFrom(-73, -72, -71, -1, 0, 1, 19, 20, 70, 99, 203),
  journey: fc.constantFrom('seasonalCountdown', 'cartAbandonment', 'winBack'),
  channel: fc.constantFrom('email', 'email', 'sms'),
  state: fc.constantFrom(
    'accepted',
    'delivered',
    'delivered',
    'bounced',
    'complained',
    'withheld',
    'failed',
    'unknown',
  ),
  purpose: fc.constantFrom('marketing', 'marketing', 'marketing', 'transactional'),
  clicked: fc.constantFrom('no', 'no', 'person', 'scanner'),
});

/** A story in which orders follow messages: those that are drawn may have none. */
const letter: Message = {
  who: 1,
  hour: 19,
  journey: 'seasonalCountdown',
  channel: 'email',
  state: 'delivered',
  purpose: 'marketing',
  clicked: 'person',
};
const reminder: Message = { ...letter, who: 2, hour: 20, journey: 'cartAbandonment', channel: 'sms', clicked: 'no' };
const boughtAfterLetters: Order[] = [20, 71, 72, 73, 100].flatMap((hour) =>
  [1, 2].map((one): Order => ({ who: one, hour, amount: 2_550, currency: 'EUR', fate: 'kept' })),
);

const post = async ({ ingest }: Shop, type: string, name: string, data: object, at: number) => {
  const event = { id: randomUUID(), type, occurredAt: new Date(at).toISOString(), customer: { id: name }, data };
  expect((await intake.post(event, ingest)).status).toBe(202);
};

/** What the shop told of an order, as it happened. */
const tellOrder = async (shop: Shop, { who: n, hour: at, amount, currency, fate }: Order, orderId: string) => {
  const total = { amount, currency };
  const placedAt = opened + at * hour;
  await post(shop, 'order.placed', `c${n}`, { orderId, lines: [], total }, placedAt);
  if (fate === 'kept') return;
  const back = { amount: Math.floor(amount / 3), currency };
  await post(
    shop,
    `order.${fate}`,
    `c${n}`,
    fate === 'refunded' ? { orderId, amount: back } : { orderId },
    placedAt + hour,
  );
};

/** The ledger's row of a message, with its run and clicks. */
const write = async (shop: Shop, customer: CustomerId, one: Message, index: number): Promise<void> => {
  const at = new Date(opened + one.hour * hour);
  const [run, id] = [randomUUID() as RunId, randomUUID()];
  const own = { storeId: shop.id, customerId: customer, journey: one.journey };
  const isCampaign = one.journey === 'seasonalCountdown';
  await intake.db.insert(runs).values({
    ...own,
    id: run,
    subject: isCampaign ? shop.campaign : `subject-${index}`,
    episode: index,
    event: {},
    startedAt: new Date(at.getTime() - (index % 5) * hour),
    touchedAt: at,
    dueAt: at,
    state: 'closed',
  });
  await intake.db.insert(messages).values({
    ...own,
    id,
    runId: run,
    step: 'cart/reminder#1',
    channel: one.channel,
    template: 'cart/reminder',
    purpose: one.purpose,
    state: one.state,
    dueAt: at,
    expiresAt: at,
    decidedAt: at,
    verdicts: [],
    key: id,
    claimedAt: at,
    provider: 'fake',
    ...(one.state === 'withheld' && { reason: 'no_consent' as const }),
    ...(one.state === 'failed' && { reason: 'refused' as const }),
    ...(!['withheld', 'failed', 'unknown'].includes(one.state) && { providerId: id, acceptedAt: at }),
    ...(one.channel === 'sms' && { segments: 1, cost: 7 }),
  });
  if (one.clicked === 'no') return;
  const click = one.clicked === 'person' ? { firstAt: at, lastAt: at, times: 1 } : { scans: 2, scannedAt: at };
  await intake.db.insert(clicks).values({ messageId: id, place: 0, ...click });
};

const customersOf = async (shop: Shop): Promise<ReadonlyMap<string, CustomerId>> => {
  const rows = await intake.db
    .select({ name: customerAliases.value, id: customerAliases.customerId })
    .from(customerAliases)
    .where(and(eq(customerAliases.storeId, shop.id), eq(customerAliases.kind, 'id')));
  return new Map(rows.map(({ name, id }) => [name, id]));
};

/** The raw log of a shop: what it told, event by event, and what the ledger has. */
const readLog = async (shop: Shop) => {
  const people = await customersOf(shop);
  const told = await intake.db.select({ body: inbox.body }).from(inbox).where(eq(inbox.storeId, shop.id));
  type Body = {
    type: string;
    occurredAt: string;
    customer: { id: string };
    data: { orderId: string; total?: { amount: number; currency: string }; amount?: { amount: number } };
  };
  const bodies = told.map(({ body }) => body as Body);
  const orders = bodies.flatMap(({ type, occurredAt, customer, data: { orderId, total } }): LoggedOrder[] => {
    if (type !== 'order.placed') return [];
    const later = bodies.filter((one) => one.data.orderId === orderId);
    return [
      {
        customer: people.get(customer.id)!,
        at: Date.parse(occurredAt),
        stands: !later.some((one) => one.type === 'order.cancelled' || one.type === 'order.returned'),
        worth: total!.amount - later.reduce((sum, one) => sum + (one.data.amount?.amount ?? 0), 0),
        currency: total!.currency,
      },
    ];
  });
  const rows = await intake.db
    .select({ message: messages, run: runs })
    .from(messages)
    .innerJoin(runs, eq(runs.id, messages.runId))
    .where(eq(messages.storeId, shop.id));
  const followed = await intake.db
    .select()
    .from(clicks)
    .where(
      inArray(
        clicks.messageId,
        rows.map(({ message: { id } }) => id),
      ),
    );
  const ledger = rows.map(({ message: row, run }): LoggedMessage => ({
    id: row.id,
    customer: row.customerId,
    journey: row.journey,
    channel: row.channel,
    state: row.state,
    purpose: row.purpose,
    at: row.decidedAt.getTime(),
    began: run.startedAt.getTime(),
    cost: row.cost ?? 0,
    clicked: followed.some(({ messageId, firstAt }) => messageId === row.id && firstAt !== null),
  }));
  const entered = new Set(rows.filter(({ run }) => run.subject === shop.campaign).map(({ run }) => run.customerId));
  return { orders, ledger, entered };
};

test('R150 R174 R251 R252 R253 R257 R259 what a campaign came to is what its raw log says, on the day itself and once it is over', async () => {
  let [orders, credited] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { minLength: 1, maxLength: 10 }),
      fc.array(message, { maxLength: 12 }),
      fc.boolean(),
      async (bought, sent, isMerged) => {
        const shop = await openShop();
        for (const n of [0, 1, 2, 3])
          await post(shop, 'customer.updated', `c${n}`, { firstName: 'Ada' }, opened - 40 * day);
        const people = await customersOf(shop);
        for (const [index, one] of sent.entries()) await write(shop, people.get(`c${one.who}`)!, one, index);
        intake.clock.set(opened + 400 * hour);
        for (const [index, one] of bought.entries()) await tellOrder(shop, one, `${shop.id}-${index}`);
        // Two customers turn out to be one.
        if (isMerged) await post(shop, 'customer.merged', 'c0', { from: { id: 'c1' } }, opened + 399 * hour);
        const log = await readLog(shop);
        for (const now of [opened + 72 * hour, ended + 30 * day]) {
          intake.clock.set(now);
          const figures = await figuresOf(shop);
          const until = Math.min(now, ended);
          expect(figures).toEqual({
            campaign: 'summer',
            isOver: now > ended,
            ...recountFigures(log, { from: opened, until }),
          });
          orders += figures.orders.count;
          credited += figures.all.orders;
          // Nothing is told twice, or left out.
          expect(figures.all.revenue + figures.unprompted.revenue).toBe(figures.orders.revenue);
          for (const parts of [figures.channels, figures.journeys]) {
            expect(parts.reduce((sum, part) => sum + part.revenue, 0)).toBe(figures.all.revenue);
            expect(parts.reduce((sum, part) => sum + part.messages, 0)).toBe(figures.all.messages);
          }
          expect(figures.trend.reduce((sum, part) => sum + part.revenue, 0)).toBe(figures.orders.revenue);
        }
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 12), examples: [[boughtAfterLetters, [letter, reminder], true]] },
  );
  expect(orders).toBeGreaterThan(15);
  expect(credited).toBeGreaterThan(3);
}, 120_000);

test('R144 R147 R150 an order, and one that is sent back, is in the figures of any period the moment it was told', async () => {
  const shop = await openShop();
  intake.clock.set(opened + 30 * hour);
  const count = async () => {
    const { orders, trend } = await figuresOf(shop);
    return [orders.count, orders.revenue, orders.basket, orders.firstBuyers, trend.length];
  };
  expect(await count()).toEqual([0, 0, null, 0, 0]);
  await tellOrder(shop, { who: 1, hour: 10, amount: 4_000, currency: 'EUR', fate: 'kept' }, 'one');
  await tellOrder(shop, { who: 1, hour: 12, amount: 1_000, currency: 'EUR', fate: 'kept' }, 'two');
  expect(await count()).toEqual([2, 5_000, 2_500, 1, 2]);
  await post(shop, 'order.returned', 'c1', { orderId: 'two' }, opened + 20 * hour);
  expect(await count()).toEqual([1, 4_000, 4_000, 1, 1]);
  const at = (hours: number) => new Date(opened + hours * hour).toISOString();
  const asked = await figuresOf(shop, `/v1/figures?from=${at(10)}&until=${at(11)}`);
  expect(asked).toMatchObject({ from: at(10), until: at(11), currency: 'EUR', orders: { count: 1 } });
  expect((await figuresOf(shop, `/v1/figures?from=${at(11)}&until=${at(12)}`)).orders.count).toBe(0);
  const wrong = await intake.request(`/v1/figures?from=${at(12)}&until=${at(12)}`, {
    headers: { authorization: `Bearer ${shop.read}` },
  });
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { error: { fields: [{ field: 'until' }] } }]);
});

test('R174 once it is over: who came back since, and what its buyers are expected to bring', async () => {
  const shop = await openShop();
  intake.clock.set(ended + 60 * day);
  const at = (n: number, hours: number, name: string) =>
    tellOrder(shop, { who: n, hour: hours, amount: 2_000, currency: 'EUR', fate: 'kept' }, name);
  // Bought before, in it and after; new in it and after; new in it alone; after alone.
  await at(0, -500, 'a');
  await at(0, 5, 'b');
  await at(0, 900, 'c');
  await at(1, 6, 'd');
  await at(1, 800, 'e');
  await at(2, 7, 'f');
  await at(3, 800, 'g');
  const people = await customersOf(shop);
  await intake.db.insert(scores).values(
    [0, 3].map((n) => ({
      customerId: people.get(`c${n}`)!,
      storeId: shop.id,
      modelId: randomUUID(),
      alive: 0.9,
      churn: 0.2,
      expectedOrders: 2,
      lifetimeValue: 12_345,
      days: 3,
      firstDay: '2026-05-01',
      lastDay: '2026-07-01',
      statisticsVersion: 1,
      asOf: '2026-08-01',
      scoredAt: new Date(ended),
    })),
  );
  expect(await figuresOf(shop)).toMatchObject({
    isOver: true,
    orders: { buyers: 3, firstBuyers: 2 },
    since: { again: 2, firstBuyersAgain: 1, retention: 2 / 3, foreseen: 1, lifetimeValue: 12_345 },
  });
});

test('R175 the buyers of an event are a segment of the shop’s own, which is exported and imported as it is; their orders are what models learn from', async () => {
  const [shop, other] = [await openShop(), await openShop()];
  const ask = async ({ read }: Shop, method: string, path: string, body?: object) => {
    const response = await intake.request(`/v1/definitions/event-buyers${path}`, {
      method,
      headers: { authorization: `Bearer ${read}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { definition: object; customers: readonly string[] };
  };
  intake.clock.set(ended + 240 * hour);
  for (const one of [shop, other]) {
    for (const [n, at] of [
      [0, -100],
      [1, 3],
      [2, 4],
      [2, 300],
      [3, 320],
    ] as const) {
      const bought = { who: n, hour: at, amount: 2_000, currency: 'EUR', fate: 'kept' } as const;
      await tellOrder(one, bought, `${one.id}-${n}-${at}`);
    }
  }
  // From the opening of the campaign to its end, told from now.
  const orders = { within: '444 hours', before: '240 hours' };
  const words = { title: { fr: 'Acheteurs', en: 'Buyers' }, goal: { outcome: 'repurchase', within: '90 days' } };
  await ask(shop, 'PUT', '', { definition: { ...words, include: { orders } }, basedOn: 0, why: 'the lesson' });
  const { definition } = await ask(shop, 'GET', '');
  await ask(other, 'PUT', '', { definition, basedOn: 0, why: 'imported' });
  expect((await ask(other, 'GET', '')).definition).toEqual(definition);
  for (const one of [shop, other]) {
    const people = await customersOf(one);
    const { customers } = await ask(one, 'GET', '/customers');
    expect(new Set(customers)).toEqual(new Set([people.get('c1'), people.get('c2')]));
    expect((await figuresOf(one)).orders.buyers).toBe(customers.length);
    const learnt = await intake.db
      .select({ orders: orderStatistics.orders, stale: orderStatistics.stale })
      .from(orderStatistics)
      .where(inArray(orderStatistics.customerId, [...customers] as CustomerId[]));
    expect(learnt.map((row) => row.orders).toSorted((one, two) => one - two)).toEqual([1, 2]);
    // The next run of the scores goes by them.
    expect(learnt.every(({ stale }) => stale)).toBe(true);
  }
});
