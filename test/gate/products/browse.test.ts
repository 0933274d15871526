import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { render } from '../../../activities/templates/index.ts';
import { productId } from '../../../db/ids.ts';
import { inbox, interests, orders, productSales } from '../../../db/schema/index.ts';
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
  await gate.db.insert(inbox).values({
    id: randomUUID(),
    storeId: store,
    eventId: randomUUID(),
    type: 'page.viewed',
    occurredAt: new Date(noon - 30 * minute),
    customerId: ada.customer,
    body: {},
    hash: 'hash',
    fate: 'ignored',
    receivedAt: new Date(noon),
  });
  expect(await gate.attempt(ada, { render })).toMatchObject({
    outcome: 'later',
    reason: 'touched',
    at: new Date(noon + 3.5 * hour).toISOString(),
  });
});
