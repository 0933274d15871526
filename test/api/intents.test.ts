import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { specs } from '../../api/specs.ts';
import { mostInterests } from '../../db/interests/interests.ts';
import { productId } from '../../db/ids.ts';
import { customerAliases, intents, interests, outbox, runs } from '../../db/schema/index.ts';
import { replaceMode } from '../../db/switches/modes.ts';
import { noon, store, useIntake } from './intake-server.ts';
import { cart, order, told } from './told.ts';

const intake = useIntake(specs);
const minute = 60_000;
const day = 24 * 60;

const switchTo = async (mode: 'on' | 'off') =>
  replaceMode(intake.db, {
    store,
    journey: 'browseAbandonment',
    mode,
    at: new Date(intake.clock.now()),
    by: 'command:test',
    why: 'test',
  });

beforeAll(async () => {
  await switchTo('on');
});
beforeEach(() => intake.clock.set(noon));

/** Somebody who can be written to. */
const person = (name: string) => ({ id: name, email: `${name}@shop.example` });

/** Posts an event as it happens, so many minutes after noon. */
const at = async (minutes: number, event: (minutes: number) => Record<string, unknown>): Promise<string> => {
  intake.clock.set(noon + minutes * minute);
  const { body } = await intake.post(event(minutes));
  return body.events[0]!.reason ?? body.events[0]!.fate;
};
const looks = async (customer: object, minutes: number, product = 'teapot', more: object = {}): Promise<string> =>
  at(minutes, (when) => told('product.viewed', customer, { productId: product, ...more }, when));

const idOf = async (name: string) =>
  (await intake.db.select().from(customerAliases).where(eq(customerAliases.value, name)))[0]!.customerId;

/** The runs of a customer as `journey signal → exit`. */
const runsOf = async (name: string): Promise<readonly string[]> => {
  const rows = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.customerId, await idOf(name)))
    .orderBy(asc(runs.startedAt), asc(runs.journey));
  return rows.map(({ journey, event, exitEvent }) =>
    [journey, (event as Record<string, string>)['signal'], exitEvent].filter(Boolean).join(' '),
  );
};
const keptOf = async (name: string) =>
  intake.db
    .select()
    .from(interests)
    .where(eq(interests.customerId, await idOf(name)));

test('R23 two visits begin nothing; the third begins one run, told to Temporal once, and further looks none', async () => {
  const ada = person('ada');
  expect(await looks(ada, 0)).toBe('applied');
  await looks(ada, day);
  expect(await runsOf('ada')).toEqual([]);
  await looks(ada, 2 * day);
  expect(await runsOf('ada')).toEqual(['browseAbandonment visits']);
  for (const minutes of [10, 20, 30, 40]) await looks(ada, 2 * day + minutes);
  expect(await runsOf('ada')).toEqual(['browseAbandonment visits']);
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.customerId, await idOf('ada')));
  expect(run).toMatchObject({ event: { productId: productId(store, 'teapot') }, subject: '', episode: 1 });
  expect(run!.dueAt.getTime() - run!.touchedAt.getTime()).toBe(4 * 60 * minute);
  expect(await intake.db.select().from(outbox).where(eq(outbox.runId, run!.id))).toMatchObject([{ kind: 'start' }]);
});

test('R23 the same look told twice counts once', async () => {
  const bea = person('bea');
  for (const index of [1, 2, 3]) {
    await at(0, () => told('product.viewed', bea, { productId: 'teapot' }, 0, 'bea-look'));
    expect(await keptOf('bea'), String(index)).toMatchObject([{ visits: [{ at: noon }] }]);
  }
  expect(await runsOf('bea')).toEqual([]);
});

test('R23 a cart in between hands over: the looking ends, the cart begins, and what was looked at is over', async () => {
  const cyd = person('cyd');
  for (const days of [0, 1, 2]) await looks(cyd, days * day);
  await at(2 * day + 30, (when) => cart(cyd, 'cyd-cart', when));
  expect(await runsOf('cyd')).toEqual(['browseAbandonment visits cart.updated', 'cartAbandonment']);
  // Once the cart is bought and forgotten, two more looks are two.
  await at(2 * day + 40, (when) => order(cyd, 'cyd-order', when, 'cyd-cart'));
  await looks(cyd, 3 * day);
  await looks(cyd, 4 * day);
  expect(await runsOf('cyd')).toHaveLength(2);
  await looks(cyd, 5 * day);
  expect((await runsOf('cyd')).at(-1)).toBe('browseAbandonment visits');
});

test('R23 while a cart is followed up nothing else begins', async () => {
  const dan = person('dan');
  await at(0, (when) => cart(dan, 'dan-cart', when));
  for (const minutes of [10, 20, 30, 40]) await looks(dan, minutes);
  expect(await runsOf('dan')).toEqual(['cartAbandonment']);
});

test('R24 the time on a page, as it is told, is an intent of its own', async () => {
  const eve = person('eve');
  await looks(eve, 0);
  await looks(eve, 5, 'teapot', { seconds: 300 });
  expect(await runsOf('eve')).toEqual(['browseAbandonment time']);
  expect(await keptOf('eve')).toMatchObject([{ visits: [{ at: noon, seconds: 300 }] }]);
});

test('R24 many products of one category are an intent', async () => {
  const fay = person('fay');
  for (const [index, name] of ['cup', 'pan', 'jug', 'bowl', 'plate'].entries()) {
    await intake.post({
      id: `made-${name}`,
      type: 'product.upserted',
      occurredAt: new Date(noon).toISOString(),
      data: { productId: name, title: name, category: 'kitchen' },
    });
    await looks(fay, index, name);
    expect(await runsOf('fay')).toEqual(index < 4 ? [] : ['browseAbandonment category']);
  }
});

test('who cannot be written to is counted and begins nothing; who says who they are later has looked already', async () => {
  const visitor = { anonymousId: 'v-gus' };
  for (const days of [0, 1, 2]) await looks(visitor, days * day);
  expect(await runsOf('v-gus')).toEqual([]);
  await at(2 * day + 5, (when) => told('customer.updated', { ...person('gus'), anonymousId: 'v-gus' }, {}, when));
  expect(await runsOf('gus')).toEqual(['browseAbandonment visits']);
  expect(await keptOf('gus')).toHaveLength(1);
  expect(await intake.db.$count(interests, eq(interests.customerId, await idOf('v-gus')))).toBe(1);
});

test('a visitor and a customer who are one have looked together', async () => {
  await looks(person('hal'), 0);
  await looks({ anonymousId: 'v-hal' }, day);
  await looks({ anonymousId: 'v-hal' }, day + 10, 'cup');
  await at(day + 20, (when) => told('customer.updated', { id: 'hal', anonymousId: 'v-hal' }, {}, when));
  expect((await keptOf('hal')).map(({ visits }) => visits.length).toSorted((a, b) => a - b)).toEqual([1, 2]);
  await looks({ id: 'hal' }, 2 * day);
  expect(await runsOf('hal')).toEqual(['browseAbandonment visits']);
});

test('of a customer no more products are kept than a limited number: those looked at last', async () => {
  const ida = person('ida');
  for (let index = 0; index < mostInterests + 3; index++) await looks(ida, index, `p-${index}`);
  const kept = await keptOf('ida');
  expect(kept).toHaveLength(mostInterests);
  expect(kept.some(({ productId: id }) => id === productId(store, 'p-2'))).toBe(false);
  expect(kept.some(({ productId: id }) => id === productId(store, 'p-3'))).toBe(true);
});

test('R298 a store that has not switched it on loses nothing: what was looked at meanwhile still counts', async () => {
  const joe = person('joe');
  await switchTo('off');
  for (const days of [0, 1, 2]) await looks(joe, days * day);
  expect(await runsOf('joe')).toEqual([]);
  expect(
    await intake.db
      .select()
      .from(intents)
      .where(eq(intents.customerId, await idOf('joe'))),
  ).toEqual([]);
  await switchTo('on');
  await looks(joe, 2 * day + 60);
  expect(await runsOf('joe')).toEqual(['browseAbandonment visits']);
});

test('two looks of one customer at once begin one run', async () => {
  const kim = person('kim');
  await looks(kim, 0);
  await looks(kim, day);
  intake.clock.set(noon + 2 * day * minute);
  await Promise.all(
    [0, 6, 12, 18].map(async (minutes) =>
      intake.post(told('product.viewed', kim, { productId: 'teapot' }, 2 * day + minutes)),
    ),
  );
  expect(await runsOf('kim')).toEqual(['browseAbandonment visits']);
  expect(
    await intake.db.$count(runs, and(eq(runs.customerId, await idOf('kim')), eq(runs.journey, 'browseAbandonment'))),
  ).toBe(1);
});
