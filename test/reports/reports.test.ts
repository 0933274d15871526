import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { eventDelayOf } from '../../api/read/latencies.ts';
import { specs } from '../../api/specs.ts';
import { recordConsent } from '../../db/customers/consents.ts';
import { orderId } from '../../db/ids.ts';
import { clicks, customers, messages, orders, policyVersions, runs } from '../../db/schema/index.ts';
import type { CustomerId, RunId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import { defaultCaps } from '../../domain/policy/caps.ts';
import { addKey, noon, store, useIntake } from '../api/intake-server.ts';

const intake = useIntake(specs);
const key = makeApiKey();
const hour = 3_600_000;
const day = 24 * hour;

beforeAll(async () => addKey(intake.db, store, key, { scopes: ['read'] }));
beforeEach(async () => {
  intake.clock.set(noon);
  for (const table of [orders, messages, runs]) await intake.db.delete(table);
});

const ask = async (path: string) => {
  const response = await intake.request(`/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

interface Sent {
  readonly at: number;
  readonly caps?: number;
  readonly channel?: Channel;
  readonly journey?: string;
  /** Hours after it. */
  readonly followed?: number;
  readonly state?: 'delivered' | 'complained' | 'withheld';
  readonly dueAt?: number;
  readonly customer?: CustomerId;
}

/** A marketing message that went to a customer. */
const sent = async ({ at, caps, channel = 'email', journey = 'welcome', followed, state, dueAt, customer }: Sent) => {
  const { db } = intake;
  const customerId = customer ?? (randomUUID() as CustomerId);
  if (!customer) await db.insert(customers).values({ id: customerId, storeId: store, createdAt: new Date(noon) });
  const ids = { run: randomUUID() as RunId, message: randomUUID() };
  const when = new Date(at);
  await db.insert(runs).values({
    id: ids.run,
    storeId: store,
    journey,
    customerId,
    subject: ids.run,
    episode: 1,
    event: {},
    startedAt: new Date(at - 2 * hour),
    touchedAt: new Date(at - 2 * hour),
    dueAt: when,
    state: 'open',
  });
  await db.insert(messages).values({
    id: ids.message,
    storeId: store,
    runId: ids.run,
    journey,
    customerId,
    step: 'welcome/brand#1',
    channel,
    template: 'welcome/brand',
    purpose: 'marketing',
    rank: 'welcome',
    state: state ?? 'delivered',
    dueAt: new Date(dueAt ?? at),
    expiresAt: new Date(at + day),
    decidedAt: when,
    verdicts: [],
    policyVersions: caps === undefined ? {} : { caps },
    key: ids.message,
    ...(state === 'withheld'
      ? { reason: 'capped' as const }
      : { claimedAt: when, acceptedAt: when, provider: 'test', providerId: ids.message }),
    recordedAt: when,
  });
  if (followed !== undefined) {
    const firstAt = new Date(at + followed * hour);
    await db.insert(clicks).values({ messageId: ids.message, place: 0, firstAt, lastAt: firstAt, times: 1 });
  }
  return customerId;
};

const bought = async (customerId: CustomerId, at: number, total: number, state: 'placed' | 'cancelled' = 'placed') => {
  const externalId = randomUUID();
  await intake.db.insert(orders).values({
    id: orderId(store, externalId),
    storeId: store,
    externalId,
    customerId,
    state,
    lines: [],
    total,
    currency: 'EUR',
    placedAt: new Date(at),
    updatedAt: new Date(at),
  });
};

const specOf = (name: string) => specs.find((spec) => spec.name === name)!;

const left = async (customerId: CustomerId, at: number, channel: Channel = 'email') =>
  recordConsent(intake.db, {
    storeId: store,
    customerId,
    channel,
    purpose: 'marketing',
    state: 'withdrawn',
    at: new Date(at),
    source: 'unsubscribe link',
    proof: { how: 'link in a message' },
  });

describe('R82 revenue and unsubscribes side by side, by version of the policy', () => {
  test('an order counts for the last message followed before it, who leaves for the last one that they got', async () => {
    const tight = noon - 20 * day;
    const loose = noon - 10 * day;
    await intake.db.delete(policyVersions);
    await intake.db.insert(policyVersions).values({
      id: randomUUID(),
      storeId: store,
      section: 'caps',
      version: 2,
      body: defaultCaps,
      effectiveAt: new Date(loose),
      savedBy: 'command:test',
      savedAt: new Date(loose),
      why: 'two a day for the sales',
    });
    const ada = await sent({ at: tight, caps: 1, followed: 1 });
    await bought(ada, tight + 4 * day, 10_000);
    // Six days after the click it has nothing to do with it; what was cancelled brought nothing.
    const bea = await sent({ at: tight, caps: 1, followed: 1 });
    await bought(bea, tight + 6 * day, 5_000);
    await bought(bea, tight + 2 * hour, 7_000, 'cancelled');
    // Of two versions the one of the last click before the order.
    await sent({ at: loose, caps: 2, followed: 1, customer: ada });
    await bought(ada, loose + 2 * day, 3_000);
    // Nothing was followed, or a day too long ago.
    await bought(await sent({ at: loose, caps: 2 }), loose + hour, 9_000);
    await bought(await sent({ at: loose, caps: 2, channel: 'sms', followed: 1 }), loose + 30 * hour, 9_000);
    await left(bea, tight + 3 * day);
    const cyd = await sent({ at: tight, caps: 1 });
    await sent({ at: loose, caps: 2, customer: cyd });
    await left(cyd, loose + day);
    await left(await sent({ at: loose, caps: 2 }), loose + 8 * day);
    await sent({ at: loose, caps: 2, state: 'complained' });
    await sent({ at: loose, caps: 2, state: 'withheld' });
    await sent({ at: tight });

    const { body } = await ask('/policy-results');
    expect(body).toMatchObject({ section: 'caps', currency: 'EUR', days: 30 });
    expect(body['versions']).toEqual([
      {
        version: 2,
        from: new Date(loose).toISOString(),
        why: 'two a day for the sales',
        sent: 6,
        customers: 6,
        clicked: 2,
        orders: 1,
        revenue: 3_000,
        unsubscribed: 1,
        complained: 1,
        revenuePerThousand: 500_000,
        unsubscribedPerThousand: 166.67,
        complainedPerThousand: 166.67,
      },
      expect.objectContaining({ version: 1, sent: 3, clicked: 2, orders: 1, revenue: 10_000, unsubscribed: 1 }),
      expect.objectContaining({ version: 0, sent: 1, revenue: 0, unsubscribed: 0 }),
    ]);
    // By a section that nobody saved it is all one.
    expect((await ask('/policy-results?section=offers&days=90')).body['versions']).toMatchObject([
      { version: 0, sent: 10, orders: 2, revenue: 13_000, unsubscribed: 2 },
    ]);
    expect((await ask('/policy-results?days=5')).body['versions']).toEqual([]);
  });

  test.each(['section=nothing', 'days=0', 'days=many'])('%s is refused', async (query) => {
    expect((await ask(`/policy-results?${query}`)).status).toBe(422);
  });
});

describe('R9 second orders after first ones', () => {
  test('are counted by the month of the first one, and how soon they came, as by hand', async () => {
    const buyer = async (...orders: readonly (readonly [at: string, state?: 'cancelled'])[]) => {
      const customer = randomUUID() as CustomerId;
      await intake.db.insert(customers).values({ id: customer, storeId: store, createdAt: new Date(noon) });
      for (const [at, state] of orders) await bought(customer, Date.parse(at), 1_000, state);
    };
    intake.clock.set(Date.parse('2026-06-15T12:00:00Z'));
    // February: after 10, 30 and 100 days, and never; one whose second order came to nothing.
    await buyer(['2026-02-01T10:00:00Z'], ['2026-02-11T10:00:00Z'], ['2026-02-12T10:00:00Z']);
    await buyer(['2026-02-02T10:00:00Z'], ['2026-03-04T10:00:00Z']);
    await buyer(['2026-02-03T10:00:00Z'], ['2026-05-14T10:00:00Z']);
    await buyer(['2026-02-04T10:00:00Z']);
    await buyer(['2026-02-05T10:00:00Z'], ['2026-02-06T10:00:00Z', 'cancelled']);
    // The first one that stands is the first; in Paris it is June already.
    await buyer(['2026-05-30T10:00:00Z', 'cancelled'], ['2026-05-31T22:30:00Z']);
    // Long ago, and only the third one lately.
    await buyer(['2024-01-01T10:00:00Z'], ['2024-02-01T10:00:00Z'], ['2026-05-02T10:00:00Z']);
    expect((await ask('/second-orders')).body).toEqual({
      since: '2025-06-30T22:00:00.000Z',
      until: '2026-06-15T12:00:00.000Z',
      cohorts: [
        {
          month: '2026-02',
          customers: 5,
          again: 3,
          pastNinety: 5,
          againInNinety: 2,
          medianDays: 30,
          againPercent: 60,
          againInNinetyPercent: 40,
        },
        {
          month: '2026-06',
          customers: 1,
          again: 0,
          pastNinety: 0,
          againInNinety: 0,
          medianDays: null,
          againPercent: 0,
          againInNinetyPercent: null,
        },
      ],
    });
    expect((await ask('/second-orders?months=30')).body['cohorts']).toMatchObject([
      { month: '2024-01', customers: 1, again: 1, medianDays: 31, againInNinetyPercent: 100 },
      { month: '2026-02' },
      { month: '2026-06' },
    ]);
    expect((await ask('/second-orders?months=0')).status).toBe(422);
  });
});

describe('R123 R124 from event to decision', () => {
  test('p50 and p99 count from when a message could be decided, by journey, beside the wait of an event', async () => {
    const at = noon - hour;
    for (let late = 1; late <= 100; late++) await sent({ at, dueAt: at - late * 10, journey: 'cartAbandonment' });
    await sent({ at, dueAt: at - 90_000, journey: 'browseAbandonment' });
    // Its event came after it would have been due: nobody could have decided it before.
    await sent({ at, dueAt: at - day, journey: 'welcome' });
    // Moved by a touch since it was first decided; decided long ago.
    await sent({ at, dueAt: at + hour, journey: 'welcome' });
    await sent({ at: noon - 3 * day, dueAt: noon - 4 * day, journey: 'welcome' });
    const { body } = await ask('/latencies');
    expect(body['journeys']).toEqual([
      expect.objectContaining({ journey: null, decisions: 102, eventDelay: 600_000, most: 2 * hour }),
      expect.objectContaining({ journey: 'browseAbandonment', p99: 90_000, eventDelay: 600_000, isInTime: false }),
      {
        journey: 'cartAbandonment',
        decisions: 100,
        p50: 500,
        p99: 990,
        most: 1_000,
        eventDelay: 600_000,
        isInTime: true,
      },
      expect.objectContaining({ journey: 'welcome', decisions: 1, p50: 2 * hour, eventDelay: null, isInTime: null }),
    ]);
    expect((await ask('/latencies?hours=0')).status).toBe(422);
  });

  test('the wait of an event is what the store has made of it; a wait for the end of one is none', () => {
    expect(eventDelayOf(specOf('cartAbandonment'), { byJourney: {} })).toBe(600_000);
    const idle = { normal: '1 hour', event: '20 minutes', dday: '15 minutes' } as const;
    expect(eventDelayOf(specOf('cartAbandonment'), { byJourney: { cartAbandonment: { idle } } })).toBe(900_000);
    expect(eventDelayOf(specOf('afterEvent'), { byJourney: {} })).toBeUndefined();
    expect(eventDelayOf(specOf('winBack'), { byJourney: {} })).toBeUndefined();
  });
});
