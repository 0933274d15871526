import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { backtest, type Past } from '../../cli/backtest/backtest.ts';
import { differencesOf } from '../../cli/backtest/compare/differences.ts';
import { linesOf } from '../../cli/backtest/input/read-bodies.ts';
import { programmeOf } from '../../cli/backtest/programme.ts';
import {
  decisionColumns,
  type DecisionLine,
  decisionsByPerson,
  decisionsOf,
  writeDecisions,
} from '../../cli/backtest/results/decisions.ts';
import { readFigures } from '../../cli/backtest/results/figures.ts';
import { findStrangest } from '../../cli/backtest/results/strangest.ts';
import { type BacktestServer, openServer } from '../../cli/backtest/world/database.ts';
import type { DatabaseConnection } from '../../db/client.ts';
import { defaultDeliverability } from '../../domain/policy/deliverability.ts';
import { defaultRampRules } from '../../domain/policy/ramps.ts';
import { anyHour } from '../stack/policy.ts';

/** A Tuesday in Paris, in winter. */
const day = '2024-01-16';

const lamp = { productId: 'lamp', quantity: 1, unitPrice: { amount: 2_500, currency: 'EUR' } };

const person = (name: string, hasConsent = true) => {
  const customer = { id: name, email: `${name}@shop.example` };
  const occurredAt = '2024-01-02T09:00:00.000Z';
  const consent = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' };
  return [
    { id: `account-${name}`, type: 'customer.created', occurredAt, customer, data: { timezone: 'Europe/Paris' } },
    ...(hasConsent
      ? [{ id: `consent-${name}`, type: 'customer.consent_changed', occurredAt, customer, data: consent }]
      : []),
  ];
};

const event = (name: string, type: string, occurredAt: string, data: object) => ({
  id: `${type}-${name}-${occurredAt}`,
  type,
  occurredAt,
  customer: { id: name },
  data,
});

const cart = (name: string, at: string) => event(name, 'cart.updated', at, { cartId: `cart-${name}`, lines: [lamp] });

const order = (name: string, at: string) =>
  event(name, 'order.placed', at, {
    orderId: `order-${name}`,
    cartId: `cart-${name}`,
    lines: [lamp],
    total: lamp.unitPrice,
  });

/** In order of time: who never buys, who buys a day later, who never agreed, and who fills a cart late at night. */
const story = [
  {
    id: 'product-lamp',
    type: 'product.upserted',
    occurredAt: '2024-01-01T09:00:00.000Z',
    data: { productId: 'lamp', title: 'Lampe', url: 'https://shop.example/lamp', price: lamp.unitPrice },
  },
  ...person('anna'),
  ...person('ben'),
  ...person('cleo', false),
  ...person('dora'),
  event('anna', 'product.viewed', `${day}T08:58:00.000Z`, { productId: 'lamp' }),
  event('anna', 'product.viewed', `${day}T08:59:00.000Z`, { productId: 'lamp' }),
  cart('anna', `${day}T09:00:00.000Z`),
  cart('ben', `${day}T09:00:00.000Z`),
  cart('cleo', `${day}T09:30:00.000Z`),
  cart('dora', `${day}T21:30:00.000Z`),
  order('ben', '2024-01-17T08:00:00.000Z'),
];

const folder = mkdtempSync(join(tmpdir(), 'relance-backtest-'));
const state: { server?: BacktestServer } = {};
beforeAll(async () => {
  state.server = await openServer(inject('postgresUrl'), {});
}, 60_000);
afterAll(async () => {
  await state.server?.stop();
  rmSync(folder, { recursive: true });
});

const write = (name: string, events: readonly object[]): string => {
  const path = join(folder, name);
  writeFileSync(path, events.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return path;
};

interface Playing {
  readonly events?: readonly object[];
  readonly policy?: object;
  readonly calendar?: readonly object[];
  readonly journeys?: readonly string[];
  readonly past?: Partial<Past>;
}

/** Plays the story with the cart journey, and looks at what the database then holds. */
const playing = async <Result>(
  { events = story, policy, calendar, journeys = ['cartAbandonment'], past }: Playing,
  look: (connection: DatabaseConnection, played: Awaited<ReturnType<typeof backtest>>) => Promise<Result>,
): Promise<Result> => {
  const path = write('events.jsonl', events);
  const rules = join(folder, 'policy.json');
  writeFileSync(rules, JSON.stringify(policy ?? {}));
  const modes = join(folder, 'calendar.json');
  if (calendar) writeFileSync(modes, JSON.stringify(calendar));
  const season = calendar && { calendar: modes };
  const programme = await programmeOf({ store: 'shop', journeys, policy: rules, ...season }, undefined);
  const connection = await state.server!.open();
  try {
    const played = await backtest(connection, programme, {
      read: linesOf(path, undefined),
      mapping: undefined,
      ...past,
    });
    return await look(connection, played);
  } finally {
    await connection.close();
  }
};

const linesIn = async (decisions: AsyncIterable<DecisionLine>): Promise<DecisionLine[]> => {
  const lines: DecisionLine[] = [];
  for await (const line of decisions) lines.push(line);
  return lines;
};

const told = ({ customer, subject, step, outcome, reason, decided_at }: DecisionLine): string =>
  [customer, subject, step, outcome, reason, decided_at].filter(Boolean).join(' ');

const bytesOf = async (playingWith: Playing): Promise<string> =>
  playing(playingWith, async ({ sql }) => {
    const path = join(folder, 'decisions.csv');
    await writeDecisions(path, decisionsOf(sql));
    return readFileSync(path, 'utf8');
  });

const goods = (['mug', 'tea', 'jar'] as const).map((name) => ({
  id: `product-${name}`,
  type: 'product.upserted',
  occurredAt: '2024-01-01T09:00:00.000Z',
  data: {
    productId: name,
    title: name,
    url: `https://shop.example/${name}`,
    imageUrl: `https://shop.example/${name}.png`,
    category: name,
    price: lamp.unitPrice,
  },
}));
const buys = (name: string, productId: string, at: string) =>
  event(name, 'order.placed', at, {
    orderId: `${name}-${productId}`,
    lines: [{ ...lamp, productId }],
    total: lamp.unitPrice,
  });
const others = ['ben', 'cleo', 'dora'];
const past = (theirs: (name: string) => readonly object[]) => [
  ...goods,
  ...['anna', ...others].flatMap((name) => person(name)),
  ...others.flatMap(theirs),
  buys('anna', 'mug', '2024-02-01T10:00:00.000Z'),
];
const outcomes = async (events: readonly object[]) =>
  playing({ events, journeys: ['nextPurchase'] }, async ({ sql }) =>
    (await linesIn(decisionsOf(sql))).filter(({ customer }) => customer === 'anna').map(told),
  );

describe('a small past', () => {
  test('R10 R15 what would have gone out, to whom, when; what would not, and why', async () => {
    const lines = await playing({}, async ({ sql }) => linesIn(decisionsOf(sql)));
    const early = lines.filter(({ step }) => step === 'cart/reminder#1' || step === 'cart/reassurance#1').map(told);
    expect(early).toEqual([
      'anna cart-anna cart/reminder#1 sent 2024-01-16T10:00:00.000Z',
      'ben cart-ben cart/reminder#1 sent 2024-01-16T10:00:00.000Z',
      'cleo cart-cleo cart/reminder#1 withheld no_consent 2024-01-16T10:30:00.000Z',
      // In the morning, when it is decent to write, and not all at once.
      expect.stringMatching(/^dora cart-dora cart\/reminder#1 sent 2024-01-17T0[67]:/u),
      'anna cart-anna cart/reassurance#1 sent 2024-01-17T10:00:00.000Z',
      'cleo cart-cleo cart/reassurance#1 withheld no_consent 2024-01-17T10:30:00.000Z',
      expect.stringMatching(/^dora cart-dora cart\/reassurance#1 sent 2024-01-18T0[67]:/u),
    ]);
    const dora = lines.find(({ customer }) => customer === 'dora')!;
    expect(dora.scheduled_at).toBe('2024-01-16T22:30:00.000Z');
  });

  test('the same past gives the same bytes, whatever the order of the file', async () => {
    const first = await bytesOf({});
    expect(first.split('\n')[0]).toBe(decisionColumns.join(','));
    expect(first.split('\n').length).toBeGreaterThan(8);
    expect(await bytesOf({})).toBe(first);
    expect(await bytesOf({ events: story.toReversed() })).toBe(first);
  });

  test('what was decided is kept, and none of the words', async () => {
    const kept = await playing(
      {},
      async ({ sql }) => sql`select frozen, facts, verdicts from messages where frozen is not null`,
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const row of kept) {
      expect(row).toEqual({ frozen: { to: expect.stringContaining('@'), text: '' }, facts: null, verdicts: [] });
    }
  });

  test('an event that the past tells twice counts once, also among those that are kept together', async () => {
    const view = event('anna', 'page.viewed', '2024-01-03T10:00:00.000Z', { page: 'home' });
    const other = event('anna', 'page.viewed', '2024-01-03T11:00:00.000Z', { page: 'home' });
    const events = [...person('anna'), view, other, view, { ...other, occurredAt: '2024-01-03T12:00:00.000Z' }];
    const fates = await playing({ events }, async (_, played) => played.fates);
    expect(fates).toEqual({ applied: 2, 'ignored (no_journey)': 2, duplicate: 1, conflict: 1 });
  });

  test('R15 nobody’s order is known before its time, however much of others is taken in meanwhile', async () => {
    const events = [
      ...story.slice(0, 1),
      ...person('anna'),
      ...person('ben'),
      cart('anna', `${day}T09:00:00.000Z`),
      // It waits for the message of 10:00, and what is of ben for it.
      event('anna', 'page.viewed', `${day}T10:30:00.000Z`, { page: 'home' }),
      cart('ben', `${day}T11:00:00.000Z`),
      order('ben', `${day}T13:00:00.000Z`),
    ];
    const lines = await playing({ events }, async ({ sql }) => linesIn(decisionsOf(sql)));
    expect(lines.filter(({ customer }) => customer === 'ben').map(told)).toEqual([
      'ben cart-ben cart/reminder#1 sent 2024-01-16T12:00:00.000Z',
    ]);
  });

  test('what customers share goes to who is due first, whatever is done side by side', async () => {
    const people = ['erik', 'dina', 'cora', 'bert', 'alma'];
    const events = [
      ...story.slice(0, 1),
      ...people.flatMap((name) => person(name)),
      ...people.map((name, index) => cart(name, `${day}T09:0${index}:00.000Z`)),
    ];
    // A warm-up of three messages a day, in which a message that is of use for half a day cannot wait for the next.
    const deliverability = {
      ...defaultDeliverability,
      ramps: [{ domain: 'shop.example', schedule: [3, 3, 3] }],
      rampRules: { ...defaultRampRules, activeWithin: [], keptForBest: 0 },
    };
    const lines = await playing({ events, policy: { deliverability } }, async ({ sql }) => linesIn(decisionsOf(sql)));
    const first = lines.filter(({ step }) => step === 'cart/reminder#1');
    expect(first.map(({ customer, outcome }) => `${customer} ${outcome}`)).toEqual([
      'erik sent',
      'dina sent',
      'cora sent',
      'bert withheld',
      'alma withheld',
    ]);
  });

  test('R46 what sold by then, and what customers turned to next, is known to what messages propose', async () => {
    const following = past((name) => [
      buys(name, 'mug', '2024-01-20T10:00:00.000Z'),
      buys(name, 'tea', '2024-02-10T10:00:00.000Z'),
    ]);
    expect(await outcomes(following)).toEqual([expect.stringMatching(/cross-sell\/next#1 sent 2024-02-25T10:/u)]);
    // Known only later: then it is not known yet.
    const later = past((name) => [
      buys(name, 'mug', '2024-01-20T10:00:00.000Z'),
      buys(name, 'tea', '2024-02-26T10:00:00.000Z'),
    ]);
    expect(await outcomes(later)).toEqual([expect.stringMatching(/withheld nothing_to_show/u)]);
  });

  test('R16 an event of the calendar shortens what waits, and lets begin what belongs to it', async () => {
    const event = { from: `${day}T00:00:00+01:00`, to: '2024-01-18T00:00:00+01:00', mode: 'event' };
    const journeys = ['cartAbandonment', 'firstOrder'];
    const lines = await playing({ journeys, calendar: [event] }, async ({ sql }) => linesIn(decisionsOf(sql)));
    expect(lines.map(told)).toEqual(
      expect.arrayContaining([
        'anna cart-anna cart/reminder#1 sent 2024-01-16T09:15:00.000Z',
        // A day after the order the event is over; for two more days a buyer is left alone.
        'ben first-order/story#1 sent 2024-01-20T08:00:00.000Z',
      ]),
    );
    await expect(playing({ calendar: [{ ...event, mode: 'sale' }] }, async () => {})).rejects.toThrow(
      /calendar\.json:\n {2}0\.mode /u,
    );
  });

  test('R54 birthdays and the days of first orders come in the past as they do for a worker, once a year', async () => {
    const born = event('anna', 'customer.updated', '2024-01-03T09:00:00.000Z', { birthday: '02-29' });
    const tomorrow = event('dora', 'customer.updated', '2024-01-18T09:00:00.000Z', { birthday: '01-19' });
    const journeys = ['birthday', 'orderAnniversary'];
    const to = Date.parse('2025-03-10T00:00:00.000Z');
    const events = [...story, tomorrow];
    events.splice(story.indexOf(story.find(({ id }) => id.startsWith('product.viewed'))!), 0, born);
    const play = async (past: Partial<Past> = { to }) =>
      playing({ events, journeys, past }, async ({ sql }) => linesIn(decisionsOf(sql)));
    const lines = await play();
    expect(lines.map(told).filter((line) => line.includes(' sent '))).toEqual([
      // It was told the day before.
      'dora birthday/wishes#1 sent 2024-01-19T08:00:00.000Z',
      'dora birthday/last-days#1 sent 2024-01-26T08:00:00.000Z',
      'anna birthday/wishes#1 sent 2024-02-29T08:00:00.000Z',
      'anna birthday/last-days#1 sent 2024-03-07T08:00:00.000Z',
      'ben anniversary/thanks#1 sent 2025-01-17T08:00:00.000Z',
      'dora birthday/wishes#1 sent 2025-01-19T08:00:00.000Z',
      'dora birthday/last-days#1 sent 2025-01-26T08:00:00.000Z',
      'anna birthday/wishes#1 sent 2025-02-28T08:00:00.000Z',
      'anna birthday/last-days#1 sent 2025-03-07T08:00:00.000Z',
    ]);
    expect(await play()).toEqual(lines);
    // Days that were before `from` are history, and start nothing.
    const looks = event('anna', 'product.viewed', '2024-02-02T09:00:00.000Z', { productId: 'lamp' });
    events.push(looks);
    const later = await play({ from: Date.parse('2024-02-01T00:00:00.000Z'), to });
    expect(later.map(told)).toEqual(lines.map(told).filter((line) => !/ 2024-01-/u.test(line)));
  });

  test('R28 a decision about a parcel names it as the shop does', async () => {
    const shipped = event('ben', 'order.shipped', '2024-01-18T10:00:00.000Z', {
      orderId: 'order-ben',
      parcelId: 'parcel-7',
    });
    const lines = await playing({ events: [...story, shipped], journeys: ['parcelTracking'] }, async ({ sql }) =>
      linesIn(decisionsOf(sql)),
    );
    expect(lines.map(told)).toEqual(['ben parcel-7 order/shipped#1 sent 2024-01-18T10:00:00.000Z']);
  });

  test('the figures count what the decisions list', async () => {
    const { figures, strangest, sent } = await playing({}, async ({ sql }, played) => ({
      figures: await readFigures(sql, played, 'Europe/Paris'),
      strangest: await findStrangest(sql),
      sent: (await linesIn(decisionsOf(sql))).filter(({ outcome }) => outcome === 'sent').length,
    }));
    expect(figures).toMatchObject({ events: story.length, customers: 4, reached: 3 });
    expect(figures.perDay.reduce((sum, { count }) => sum + count, 0)).toBe(sent);
    expect(figures.stopped).toEqual([{ journey: 'cartAbandonment', after: 1, count: 1 }]);
    expect(Object.values(figures.fates).reduce((sum, count) => sum + count, 0)).toBe(story.length);
    expect(strangest.map(({ customer }) => customer).toSorted()).toEqual(['anna', 'ben', 'cleo', 'dora']);
  });

  test('nothing starts from what happened before `from`, and nothing happens from `to` on', async () => {
    const from = Date.parse(`${day}T09:15:00Z`);
    const to = Date.parse('2024-01-17T00:00:00Z');
    const customers = await playing({ past: { from } }, async ({ sql }) =>
      (await linesIn(decisionsOf(sql))).map(({ customer }) => customer),
    );
    expect(new Set(customers)).toEqual(new Set(['cleo', 'dora']));
    const lines = await playing({ past: { to } }, async ({ sql }) => linesIn(decisionsOf(sql)));
    expect(lines.map(({ customer, outcome }) => `${customer} ${outcome}`)).toEqual([
      'anna sent',
      'ben sent',
      'cleo withheld',
      'dora planned',
    ]);
  });

  test('two policies on one past differ for those alone whom the change touches', async () => {
    const sending = anyHour.quietHours.sending.filter(({ channel }) => channel === 'email');
    const quietHours = { ...anyHour.quietHours, sending };
    const people = await playing({}, async (one) =>
      playing({ policy: { quietHours } }, async (other) => {
        const differing: string[] = [];
        for await (const { a, b } of differencesOf(decisionsByPerson(one.sql), decisionsByPerson(other.sql))) {
          differing.push((a ?? b)!.customer);
        }
        return differing;
      }),
    );
    expect(new Set(people)).toEqual(new Set(['dora']));
  });
});
