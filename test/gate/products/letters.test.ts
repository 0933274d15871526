import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { render } from '../../../activities/templates/index.ts';
import { productId } from '../../../db/ids.ts';
import { consents, orders, productSales } from '../../../db/schema/index.ts';
import type { OrderId } from '../../../domain/ids.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';
import { addProduct, lineOf, saveProductsPolicy, tell } from './catalogue.ts';

const gate = useGate();

/** What sells, most first. */
const sales = { teapot: 90, cup: 80, bowl: 70, plate: 60, jug: 50 } as const;

beforeEach(async () => {
  await saveProductsPolicy(gate.db);
  await gate.db.delete(productSales);
  for (const [name, units] of Object.entries(sales)) {
    await addProduct(gate.db, name, { category: name === 'plate' ? 'table' : 'home' });
    await gate.db.insert(productSales).values({
      productId: productId(store, name),
      storeId: store,
      units,
      medianPrice: 2_500,
      currency: 'EUR',
      countedAt: new Date(noon - hour),
    });
  }
});

const letter = (template: string, props: Record<string, string> = {}) => ({
  input: { journey: 'welcome', step: `${template}#1`, template, props, rank: 'welcome' } as never,
});

const bought = async (person: Person, name: string, state: 'placed' | 'returned' | 'cancelled' = 'placed') => {
  const id = randomUUID() as OrderId;
  await gate.db.insert(orders).values({
    id,
    storeId: store,
    externalId: `order-${id.slice(0, 8)}`,
    customerId: person.customer,
    state,
    lines: [lineOf(name, 2)],
    total: 5_000,
    currency: 'EUR',
    placedAt: new Date(noon - 30 * 24 * hour),
    updatedAt: new Date(noon - 30 * 24 * hour),
  });
  return id;
};

/** What the provider got, with ordinary spaces. */
const sent = async (person: Person): Promise<string> => {
  expect(await gate.attempt(person, { render })).toMatchObject({ outcome: 'accepted' });
  const [acceptance] = gate.accepted(person);
  return (acceptance!.body as { text: string }).text.replace(/[\u00a0\u202f]/gu, ' ');
};

const proposed = (text: string): string[] => [...text.matchAll(/^- (The .*?), /gmu)].map(([, title]) => title!);

test('R48 R215 a letter proposes what sells most, without what the customer has, sent back, or cannot buy', async () => {
  const ada = await gate.person(letter('welcome/best-sellers', { via: 'newsletter' }));
  await bought(ada, 'teapot');
  await bought(ada, 'bowl', 'returned');
  await bought(ada, 'jug', 'cancelled');
  await tell(gate.db, 'cup', { stock: 0 });
  expect(proposed(await sent(ada))).toEqual(['The plate', 'The jug']);
  expect((await gate.row(ada))?.verdicts.find(({ rule }) => rule === 'proposals')?.saw).toEqual({
    shown: 2,
    leftOut: { out_of_stock: 1, owned: 1, returned: 1 },
    needed: false,
  });
});

test('R50 where the shop tells nothing of what sells, the letter goes without products and without an empty block', async () => {
  await gate.db.delete(productSales);
  const ada = await gate.person(letter('account/reviews'));
  const text = await sent(ada);
  expect(proposed(text)).toEqual([]);
  expect(text).not.toMatch(/What they chose/u);
});

test('stock that ends while the letter is made is not promoted', async () => {
  const ada = await gate.person(letter('welcome/best-sellers', { via: 'newsletter' }));
  let renders = 0;
  const outcome = await gate.attempt(ada, {
    render: async (...asked) => {
      renders += 1;
      if (renders === 1) await tell(gate.db, 'teapot', { stock: 0 });
      return render(...asked);
    },
  });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  expect(renders).toBe(2);
  const [acceptance] = gate.accepted(ada);
  expect(proposed((acceptance!.body as { text: string }).text)).toEqual(['The cup', 'The bowl', 'The plate']);
});

/** A letter about an order of theirs, of which the teapot was bought and nothing else. */
const buyer = async (template: string, purpose: 'transactional' | 'marketing', consent = true) => {
  const ada = await gate.person({ consent });
  const id = await bought(ada, 'teapot');
  const input = { journey: 'postPurchase', step: `${template}#1`, template, purpose, rank: 'post-purchase' };
  const person = {
    ...ada,
    input: { ...ada.input, ...input, props: { orderId: id } } as typeof ada.input,
    key: `${ada.run}/${template}#1/email`,
  };
  return { id, person };
};

test('R27 a confirmation reaches who never agreed to marketing, and then proposes nothing and has nothing to leave', async () => {
  const { person } = await buyer('order/confirmation', 'transactional', false);
  const text = await sent(person);
  expect(text).toContain('- 2 × The teapot, €50.00');
  expect(text).toContain('Total paid: €50.00');
  expect(proposed(text)).toEqual([]);
  expect(text).not.toMatch(/Unsubscribe/u);
});

test('R27 who agreed finds what goes well with it, of the kind that they bought', async () => {
  const { person } = await buyer('order/confirmation', 'transactional');
  expect(proposed(await sent(person))).toEqual(['The cup', 'The bowl', 'The jug']);
});

test('R27 who left marketing after they agreed is proposed nothing either', async () => {
  const { person } = await buyer('order/confirmation', 'transactional');
  await gate.db.update(consents).set({ state: 'withdrawn' }).where(eq(consents.customerId, person.customer));
  expect(proposed(await sent(person))).toEqual([]);
});

test.for([
  ['cancelled', { state: 'cancelled' }, 'order_over'],
  ['returned', { state: 'returned' }, 'order_over'],
  ['late', { state: 'shipped', delayedAt: new Date(noon - hour) }, 'order_late'],
] as const)('R31 a review of what was %s is not asked for', async ([, change, reason]) => {
  const { person, id } = await buyer('order/review', 'marketing');
  await gate.db.update(orders).set(change).where(eq(orders.id, id));
  expect(await gate.attempt(person, { render })).toMatchObject({ outcome: 'withheld', reason });
});

test('R31 what was late and has come is asked about', async () => {
  const { person, id } = await buyer('order/review', 'marketing');
  await gate.db
    .update(orders)
    .set({ state: 'delivered', delayedAt: new Date(noon - hour) })
    .where(eq(orders.id, id));
  expect(await sent(person)).toContain('2 × The teapot');
});

test('R30 first steps with what was bought: mistakes to avoid, and what complements this order, not what sells elsewhere', async () => {
  const { person } = await buyer('order/first-steps', 'marketing');
  const text = await sent(person);
  for (const mistake of [1, 2, 3, 4, 5]) expect(text).toMatch(new RegExp(`^${mistake}\\. `, 'mu'));
  // The plate sells more than the jug, and is of a kind that they have bought nothing of.
  expect(proposed(text)).toEqual(['The cup', 'The bowl', 'The jug']);
});

test('R75 R154 what is featured is what sells when a message is sent, not when its run began', async () => {
  const [ada, bea] = [
    await gate.person(letter('welcome/best-sellers', { via: 'newsletter' })),
    await gate.person(letter('welcome/best-sellers', { via: 'newsletter' })),
  ];
  expect(proposed(await sent(ada))).toEqual(['The teapot', 'The cup', 'The bowl']);
  await gate.db
    .update(productSales)
    .set({ units: 900 })
    .where(eq(productSales.productId, productId(store, 'jug')));
  expect(proposed(await sent(bea))).toEqual(['The jug', 'The teapot', 'The cup']);
});

const remind = async () => {
  const { person } = await buyer('replenishment/soon', 'marketing');
  return { ...person, input: { ...person.input, props: { productId: productId(store, 'teapot') } } as never };
};

test('R38 a reminder shows the very product, which they have, and is withheld when it cannot be bought', async () => {
  expect(proposed(await sent(await remind()))).toEqual(['The teapot']);
  await tell(gate.db, 'teapot', { stock: 0 });
  expect(await gate.attempt(await remind(), { render })).toMatchObject({ outcome: 'withheld', reason: 'out_of_stock' });
});
