import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { render } from '../../../activities/templates/index.ts';
import { alertId, productId } from '../../../db/ids.ts';
import {
  inbox,
  interests,
  orders,
  productAlerts,
  productPrices,
  productSales,
  runs,
  stores,
} from '../../../db/schema/index.ts';
import type { AlertKind } from '../../../domain/alerts/alert.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { useGate } from '../use-gate.ts';
import { hour, minute, noon, type Person, store } from '../world.ts';
import { addProduct, lineOf, saveProductsPolicy, tell } from './catalogue.ts';

const gate = useGate();

beforeEach(async () => {
  await saveProductsPolicy(gate.db);
  await gate.db.delete(productSales);
  for (const [name, category] of [
    ['teapot', 'tea'],
    ['cup', 'tea'],
    ['kettle', 'tea'],
    ['lampshade', 'light'],
  ] as const) {
    await addProduct(gate.db, name, { category });
    await gate.db.insert(productSales).values({
      productId: productId(store, name),
      storeId: store,
      units: name === 'kettle' ? 90 : 50,
      medianPrice: 2_500,
      currency: 'EUR',
      countedAt: new Date(noon - hour),
    });
  }
});

const browsing = (template: string, more: object = {}) => ({
  input: {
    journey: 'browseAbandonment',
    step: `${template}#1`,
    template,
    props: { signal: 'visits', productId: productId(store, 'teapot') },
    rank: 'browse',
    ...more,
  } as never,
});

/** What they looked at, and how many hours ago for the last time. */
const looked = async (person: Person, products: Readonly<Record<string, number>>): Promise<void> => {
  await gate.db.insert(interests).values(
    Object.entries(products).map(([name, hours]) => ({
      customerId: person.customer,
      productId: productId(store, name),
      storeId: store,
      visits: [{ at: noon - hours * hour }],
      lastAt: new Date(noon - hours * hour),
    })),
  );
};

const seesPage = async (person: Person, at: number): Promise<void> => {
  await gate.db.insert(inbox).values({
    id: randomUUID(),
    storeId: store,
    eventId: randomUUID(),
    type: 'page.viewed',
    occurredAt: new Date(at),
    customerId: person.customer,
    body: {},
    hash: 'hash',
    fate: 'ignored',
    receivedAt: new Date(noon),
  });
};

const sent = async (person: Person): Promise<string> => {
  expect(await gate.attempt(person, { render })).toMatchObject({ outcome: 'accepted' });
  const [acceptance] = gate.accepted(person);
  return (acceptance!.body as { text: string }).text.replace(/[\u00a0\u202f]/gu, ' ');
};
const proposed = (text: string): string[] => [...text.matchAll(/^- (The .*?), /gmu)].map(([, title]) => title!);

test('R25 a reminder shows what they looked at, last of all first, without what they bought or cannot buy', async () => {
  const ada = await gate.person(browsing('browse/reminder'));
  await looked(ada, { teapot: 30, cup: 5, lampshade: 6, kettle: 7 });
  await gate.db.insert(orders).values({
    id: randomUUID() as OrderId,
    storeId: store,
    externalId: randomUUID(),
    customerId: ada.customer,
    state: 'placed',
    lines: [lineOf('kettle', 1)],
    total: 2_500,
    currency: 'EUR',
    placedAt: new Date(noon - 30 * 24 * hour),
    updatedAt: new Date(noon - 30 * 24 * hour),
  });
  await tell(gate.db, 'cup', { stock: 0 });
  expect(proposed(await sent(ada))).toEqual(['The lampshade', 'The teapot']);
});

test('R25 recommendations are of the kind that they looked at, best-sellers first, and not that itself', async () => {
  const ada = await gate.person(browsing('browse/selection'));
  await looked(ada, { teapot: 5 });
  expect(proposed(await sent(ada))).toEqual(['The kettle', 'The cup']);
});

test('R215 what they looked at and is gone is not promoted: without a product there is no reminder', async () => {
  const ada = await gate.person(browsing('browse/reminder'));
  await looked(ada, { teapot: 5 });
  await tell(gate.db, 'teapot', { stock: 0 });
  expect(await gate.attempt(ada, { render })).toMatchObject({ outcome: 'withheld', reason: 'out_of_stock' });
});

test('R17 who is still looking around is left alone: the wait begins again with the last page they saw', async () => {
  const idle = { normal: '4 hours', event: '30 minutes', dday: '10 minutes' };
  const ada = await gate.person(browsing('browse/reminder', { idle }));
  await looked(ada, { teapot: 5 });
  await seesPage(ada, noon - 30 * minute);
  expect(await gate.attempt(ada, { render })).toMatchObject({
    outcome: 'later',
    reason: 'touched',
    at: new Date(noon + 3.5 * hour).toISOString(),
  });
});

test('R119 silence is counted from the last page that they saw, and ends with the event', async () => {
  const idle = { normal: '0s', event: '2 days', dday: '12 hours' };
  const last = 3 * 24 * hour;
  const silentFor = async (hours: number, until: number) => {
    await gate.db.update(stores).set({
      calendar: [{ from: toInstant(noon - 240 * hour), to: toInstant(until), mode: 'event' }],
    });
    const person = await gate.person(browsing('drop-off/another', { journey: 'dropOff', idle, rank: 'campaign' }));
    await gate.db
      .update(runs)
      .set({ touchedAt: new Date(noon - 60 * hour) })
      .where(eq(runs.id, person.run));
    await looked(person, { teapot: 5 });
    await seesPage(person, noon - hours * hour);
    return gate.attempt(person, { render });
  };
  expect(await silentFor(20, noon + last)).toMatchObject({
    outcome: 'later',
    reason: 'touched',
    at: toInstant(noon + 28 * hour),
  });
  expect(await silentFor(20, noon + hour)).toMatchObject({ outcome: 'later', at: toInstant(noon + hour) });
  expect(await silentFor(49, noon + last)).toMatchObject({ outcome: 'accepted' });
  await gate.db.update(stores).set({ calendar: [] });
});

const day = 24 * hour;

/** Somebody who wished for the teapot when it cost 25 EUR, and hears what has happened to it since. */
const alerted = async (kind: AlertKind, { asked = false, consent = true } = {}): Promise<Person> => {
  const teapot = productId(store, 'teapot');
  const id = alertId(store, teapot, kind, new Date(noon));
  const purpose = asked ? 'transactional' : 'marketing';
  const person = await gate.person({ consent });
  await gate.db.insert(interests).values({
    customerId: person.customer,
    productId: teapot,
    storeId: store,
    visits: [],
    lastAt: new Date(noon - day),
    wishedAt: new Date(noon - day),
    seenPrice: 2_500,
    seenCurrency: 'EUR',
  });
  await gate.db
    .insert(productAlerts)
    .values({
      id,
      storeId: store,
      productId: teapot,
      kind,
      at: new Date(noon),
      state: 'told',
      place: { part: 'asked' },
      notBefore: new Date(noon),
    })
    .onConflictDoNothing();
  const template = `alert/${kind}`;
  const input = { journey: 'alert', step: `${template}#1`, template, purpose, rank: 'alert' };
  return {
    ...person,
    input: { ...person.input, ...input, props: { productId: teapot, alertId: id } } as typeof person.input,
    key: `${person.run}/${template}#1/email`,
  };
};

/** What the teapot cost: since so many days, in minor units. */
const costs = async (...history: readonly (readonly [daysAgo: number, price: number])[]): Promise<void> => {
  const teapot = productId(store, 'teapot');
  await gate.db.delete(productPrices);
  await gate.db.insert(productPrices).values(
    history.map(([ago, price]) => ({
      productId: teapot,
      storeId: store,
      at: new Date(noon - ago * day),
      price,
      currency: 'EUR',
    })),
  );
  await tell(gate.db, 'teapot', { price: history.at(-1)![1], pricedAt: new Date(noon - hour) });
};

test('that it is back reaches who asked without any consent, with the product and nothing to leave', async () => {
  const text = await sent(await alerted('back-in-stock', { asked: true, consent: false }));
  expect(text).toContain('You asked us to tell you: “The teapot” can be ordered again.');
  expect(proposed(text)).toEqual(['The teapot']);
  expect(text).not.toMatch(/Unsubscribe/u);
});

test('who only wished for it must have agreed, and can leave', async () => {
  expect(await gate.attempt(await alerted('back-in-stock', { consent: false }), { render })).toMatchObject({
    outcome: 'withheld',
    reason: 'no_consent',
  });
  expect(await sent(await alerted('back-in-stock'))).toMatch(/Unsubscribe/u);
});

test('R215 few are left: how many, as it is now; none, enough or an old number is not told', async () => {
  await tell(gate.db, 'teapot', { stock: 2 });
  expect(await sent(await alerted('low-stock'))).toContain('As we write, 2 of “The teapot” are left.');
  await tell(gate.db, 'teapot', { stock: 0 });
  expect(await gate.attempt(await alerted('low-stock'), { render })).toMatchObject({ reason: 'out_of_stock' });
  await tell(gate.db, 'teapot', { stock: 12 });
  expect(await gate.attempt(await alerted('low-stock'), { render })).toMatchObject({ reason: 'alert_over' });
  await saveProductsPolicy(gate.db, { stockSilence: 'unknown' });
  await tell(gate.db, 'teapot', { stock: 2, stockedAt: new Date(noon - 2 * day) });
  expect(await gate.attempt(await alerted('low-stock'), { render })).toMatchObject({ reason: 'stale_products' });
});

test('R217 few become fewer while the message is made: it tells the last number', async () => {
  await tell(gate.db, 'teapot', { stock: 3 });
  const ada = await alerted('low-stock');
  let renders = 0;
  await gate.attempt(ada, {
    render: async (...asked) => {
      renders += 1;
      if (renders === 1) await tell(gate.db, 'teapot', { stock: 1 });
      return render(...asked);
    },
  });
  expect(renders).toBe(2);
  const [acceptance] = gate.accepted(ada);
  expect((acceptance!.body as { text: string }).text).toContain('As we write, 1 of “The teapot” is left.');
});

test('a reduction is told against the lowest price of the 30 days before it', async () => {
  await costs([60, 2_500], [20, 2_200], [10, 2_500], [0, 1_900]);
  const text = await sent(await alerted('price-drop'));
  expect(text).toContain('now costs €19.00. Its lowest price of the 30 days before this reduction was €22.00.');
});

test('a price that went up again, or never was lower than in the 30 days before, is not told', async () => {
  await costs([60, 2_500], [1, 1_900], [0, 2_500]);
  expect(await gate.attempt(await alerted('price-drop'), { render })).toMatchObject({ reason: 'alert_over' });
  await costs([60, 2_500], [20, 1_800], [10, 2_500], [0, 1_900]);
  const ada = await alerted('price-drop');
  expect(await gate.attempt(ada, { render })).toMatchObject({ reason: 'alert_over' });
  expect((await gate.row(ada))?.verdicts.find(({ rule }) => rule === 'alert-stands')?.saw).toEqual({
    kind: 'price-drop',
    flaw: 'not reduced any more',
    stock: 12,
    price: 1_900,
    prior: 1_800,
  });
});
