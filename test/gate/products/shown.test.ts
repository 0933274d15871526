import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { render } from '../../../activities/templates/index.ts';
import { productId } from '../../../db/ids.ts';
import { carts, customers, orders } from '../../../db/schema/index.ts';
import { randomUUID } from 'node:crypto';
import type { OrderId } from '../../../domain/ids.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, type Person, store } from '../world.ts';
import { addProduct, fillCart, lineOf, saveProductsPolicy, tell } from './catalogue.ts';

const gate = useGate();

beforeEach(async () => {
  await saveProductsPolicy(gate.db);
  for (const name of ['teapot', 'cup', 'bowl', 'plate', 'jug', 'urn']) await addProduct(gate.db, name);
});

/** Someone with a cart of these. */
const owner = async (...lines: Parameters<typeof fillCart>[2]): Promise<Person> => {
  const person = await gate.person();
  await fillCart(gate.db, person, lines);
  return person;
};

/** What the provider got: plain text with ordinary spaces, and HTML. */
const sent = async (person: Person) => {
  expect(await gate.attempt(person, { render })).toMatchObject({ outcome: 'accepted' });
  const [acceptance] = gate.accepted(person);
  const { html, text, subject } = acceptance!.body as Record<'html' | 'text' | 'subject', string>;
  return { html, text: text.replace(/[\u00a0\u202f]/gu, ' '), subject };
};

const buyable = (text: string): string[] => [...text.matchAll(/^- \d+ × (.*?),/gmu)].map(([, title]) => title!);

test('Q12 R131 of a mixed cart the sold out is told as such, and never offered or counted', async () => {
  const ada = await owner(lineOf('teapot', 2), lineOf('cup'));
  await tell(gate.db, 'teapot', { stock: 0, category: null });
  const { html, text } = await sent(ada);
  expect(buyable(text)).toEqual(['The cup']);
  expect(text).toContain('The teapot: sold out');
  expect(text).toContain('Total: €25.00');
  expect(html).not.toContain('https://shop.example/teapot');
  expect(text).not.toMatch(/just as you left it/u);
  expect((await gate.row(ada))?.verdicts.find(({ rule }) => rule === 'in-stock')?.saw).toMatchObject({
    lines: { ok: 1, out_of_stock: 1 },
  });
});

test('a store may want sold out lines left out without a word', async () => {
  await saveProductsPolicy(gate.db, { cart: { outOfStock: 'left-out', oldPrice: false, tellStockFrom: 0 } });
  const ada = await owner(lineOf('teapot'), lineOf('cup'));
  await tell(gate.db, 'teapot', { stock: 0, category: null });
  expect((await sent(ada)).text).not.toContain('teapot');
});

test('R215 a cart of which nothing is left proposes the next one like it, or is withheld', async () => {
  const ada = await owner(lineOf('teapot'));
  await tell(gate.db, 'teapot', { stock: 0 });
  await tell(gate.db, 'cup', { price: 2_600 });
  for (const name of ['bowl', 'plate', 'jug', 'urn']) await tell(gate.db, name, { price: 3_000 });
  const { subject, text, html } = await sent(ada);
  expect(subject).toBe('Sold out, but here is what comes close');
  expect(text).toContain('- The cup, €26.00 (instead of: The teapot)');
  expect(html).toContain('https://shop.example/cup');
  expect(buyable(text)).toEqual([]);

  const bob = await owner(lineOf('teapot'));
  for (const name of ['cup', 'bowl', 'plate', 'jug', 'urn']) await tell(gate.db, name, { price: 9_900 });
  expect(await gate.attempt(bob, { render })).toEqual({ outcome: 'withheld', reason: 'out_of_stock' });
  expect(gate.accepted(bob)).toEqual([]);
});

test('R221 what is owned, was returned, is nearly gone, or lacks something is not proposed', async () => {
  const ada = await owner(lineOf('teapot'));
  await tell(gate.db, 'teapot', { stock: 0 });
  const bought = async (name: string, state: 'delivered' | 'returned') =>
    gate.db.insert(orders).values({
      id: randomUUID() as OrderId,
      storeId: store,
      externalId: randomUUID(),
      customerId: ada.customer,
      state,
      lines: [lineOf(name)],
      total: 2_500,
      currency: 'EUR',
      placedAt: new Date(noon - 90 * 24 * hour),
      updatedAt: new Date(noon - 90 * 24 * hour),
    });
  await bought('bowl', 'delivered');
  await bought('cup', 'returned');
  await tell(gate.db, 'jug', { stock: 3 });
  await tell(gate.db, 'plate', { imageUrl: null });
  await tell(gate.db, 'urn', { price: 2_400 });
  expect((await sent(ada)).text).toContain('- The urn, €24.00 (instead of: The teapot)');

  const bob = await owner(lineOf('teapot'));
  await tell(gate.db, 'urn', { imageExpiresAt: new Date(noon - 1) });
  for (const name of ['bowl', 'cup']) await tell(gate.db, name, { url: 'https://other-shop.example/x' });
  expect(await gate.attempt(bob, { render })).toEqual({ outcome: 'withheld', reason: 'out_of_stock' });
});

test('R220 a price that moved is today’s in every message, and so is the total; one the customer saw since holds', async () => {
  await tell(gate.db, 'cup', { price: 1_990, pricedAt: new Date(noon - hour / 2) });
  const steps = ['cart/reminder', 'cart/reassurance', 'cart/offer'] as const;
  for (const template of steps) {
    const ada = await gate.person({ input: { template, step: `${template}#1` } });
    await fillCart(gate.db, ada, [lineOf('cup', 2, 2_500), lineOf('bowl', 1, 2_200)]);
    const { text } = await sent(ada);
    expect(text).toContain('- 2 × The cup, €39.80');
    expect(text).toContain('- 1 × The bowl, €22.00');
    expect(text).toContain('Total: €61.80');
  }
});

test('beside a price that fell the old one is shown only where the policy wants it', async () => {
  await saveProductsPolicy(gate.db, { cart: { outOfStock: 'shown', oldPrice: true, tellStockFrom: 0 } });
  await tell(gate.db, 'cup', { price: 1_990, pricedAt: new Date(noon) });
  const ada = await owner(lineOf('cup'));
  expect((await sent(ada)).text).toContain('- 1 × The cup, €19.90 (was €25.00)');
});

test('what is priced in another currency than the cart is not used', async () => {
  const ada = await owner(lineOf('cup'), lineOf('bowl'));
  await tell(gate.db, 'cup', { currency: 'USD' });
  expect(buyable((await sent(ada)).text)).toEqual(['The bowl']);
});

test('"only 2 left" is said of a fresh stock alone, and more than there is is not counted', async () => {
  const ada = await owner(lineOf('cup', 5));
  await tell(gate.db, 'cup', { stock: 2 });
  const { text } = await sent(ada);
  expect(text).toContain('- 2 × The cup, €50.00 (only 2 left)');

  const freshFor = { stock: null, price: null, description: null };
  await saveProductsPolicy(gate.db, { freshFor: { ...freshFor, stock: '1 hour' }, stockSilence: 'unknown' });
  const bob = await owner(lineOf('cup', 5), lineOf('bowl'));
  await tell(gate.db, 'bowl', { stock: 2, stockedAt: new Date(noon) });
  expect(buyable((await sent(bob)).text)).toEqual(['The bowl']);
});

test('R217 a stock that was told too long ago withholds, and the store says what its silence means', async () => {
  const ada = await owner(lineOf('cup'));
  const longAgo = { stockedAt: new Date(noon - 31 * hour) };
  for (const name of ['teapot', 'cup', 'bowl', 'plate', 'jug', 'urn']) await tell(gate.db, name, longAgo);
  expect(await gate.attempt(ada, { render })).toEqual({ outcome: 'withheld', reason: 'stale_products' });

  // The store told of another product since: it tells changes, and this one did not change.
  const bob = await owner(lineOf('cup'));
  await tell(gate.db, 'bowl', { stockedAt: new Date(noon - hour) });
  await sent(bob);

  await saveProductsPolicy(gate.db, { stockSilence: 'unknown' });
  const carl = await owner(lineOf('cup'));
  expect(await gate.attempt(carl, { render })).toEqual({ outcome: 'withheld', reason: 'stale_products' });
});

test('R229 what the policy needs of a product keeps those without it out, and the record says what was missing', async () => {
  await saveProductsPolicy(gate.db, {
    needs: { cart: ['title', 'price', 'image', 'link', 'language'], recommended: [] },
  });
  await tell(gate.db, 'cup', { imageUrl: null });
  await tell(gate.db, 'bowl', { imageUrl: 'http://shop.example/bowl.jpg' });
  await tell(gate.db, 'plate', { url: null });
  await tell(gate.db, 'jug', { translations: {} });
  const ada = await owner(lineOf('cup'), lineOf('bowl'), lineOf('plate'), lineOf('jug'));
  await gate.db.update(customers).set({ locale: 'fr' }).where(eq(customers.id, ada.customer));
  expect(await gate.attempt(ada, { render })).toEqual({ outcome: 'withheld', reason: 'nothing_to_show' });
  expect((await gate.row(ada))?.verdicts.find(({ rule }) => rule === 'something-to-show')?.saw).toMatchObject({
    lines: { no_image: 1, insecure_image: 1, no_link: 1, wrong_language: 1 },
    notShown: [
      { id: productId(store, 'cup'), flaw: 'no_image' },
      { id: productId(store, 'bowl'), flaw: 'insecure_image' },
      { id: productId(store, 'plate'), flaw: 'no_link' },
      { id: productId(store, 'jug'), flaw: 'wrong_language' },
    ],
  });
});

test('R230 a picture that is over, not https or in another language is not shown', async () => {
  await tell(gate.db, 'cup', { imageExpiresAt: new Date(noon) });
  await tell(gate.db, 'bowl', { imageUrl: 'http://shop.example/bowl.jpg' });
  await tell(gate.db, 'plate', { imageLocale: 'fr' });
  await tell(gate.db, 'jug', { imageLocale: 'en', imageExpiresAt: new Date(noon + hour) });
  const { html, text } = await sent(await owner(...['cup', 'bowl', 'plate', 'jug'].map((name) => lineOf(name))));
  expect(buyable(text)).toHaveLength(4);
  expect([...html.matchAll(/<img[^>]* src="([^"]*)"/gu)].map(([, src]) => src)).toEqual([
    'https://shop.example/jug.jpg',
  ]);
});

test('R208 a message whose link leads outside of the store never leaves, and the policy can allow a host', async () => {
  const wrong = async (url: string) => {
    const person = await owner(lineOf('cup'));
    await gate.db.update(carts).set({ url }).where(eq(carts.id, person.cart));
    return person;
  };
  for (const url of [
    'https://shop.example.evil.example/cart',
    'https://shop.example@evil.example/',
    'https://evil.example/shop.example',
  ]) {
    const ada = await wrong(url);
    expect(await gate.attempt(ada, { render })).toEqual({ outcome: 'failed', reason: 'wrong_link' });
    expect(gate.accepted(ada)).toEqual([]);
  }
  await sent(await wrong('https://checkout.shop.example/c/1'));
  await saveProductsPolicy(gate.db, { linkHosts: ['*.pay.example'] });
  await sent(await wrong('https://fr.pay.example/c/1'));
});

test('R216 a step may fall back on saying that all is sold out: nothing is offered, no code is spoken of', async () => {
  const ada = await gate.person({ input: { fallback: 'cart/sold-out' } });
  await fillCart(gate.db, ada, [lineOf('teapot')]);
  await tell(gate.db, 'teapot', { stock: 0, category: null });
  const { subject, text } = await sent(ada);
  expect(subject).toBe('What you had chosen is sold out');
  expect(text).toContain('- The teapot: sold out');
  expect(buyable(text)).toEqual([]);
  expect(await gate.row(ada)).toMatchObject({ step: 'cart/reminder#1', template: 'cart/sold-out' });
  // What is there is offered by the message itself.
  const bob = await gate.person({ input: { fallback: 'cart/sold-out' } });
  await fillCart(gate.db, bob, [lineOf('cup')]);
  expect(buyable((await sent(bob)).text)).toEqual(['The cup']);
});
