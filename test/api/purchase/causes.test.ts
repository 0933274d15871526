/** The causes for which a mailing tool writes after an order, as its users list them: each must not happen here. */
import { expect, test } from 'vitest';
import { cart, checkout, order, told } from '../told.ts';
import { allBought, useShop } from './use-shop.ts';

const shop = useShop();
const { intake, consent, relance } = shop;

const who = (name: string) => ({ id: name, email: `${name}@shop.example` });

test('what is stopped below would have gone out: a customer who does not buy gets every message', async () => {
  await shop.twin('control');
  expect(await relance(['twin-control'])).toEqual({
    outcomes: ['accepted', 'accepted', 'accepted'],
    accepted: Array.from({ length: 3 }, () => 'twin-control@shop.example'),
  });
});

test('R15 integration lag: an order told long after it was placed stops every message not sent yet', async () => {
  const ada = who('lag');
  await intake.post([consent(ada), cart(ada, 'lag-1')]);
  // Placed five minutes after the cart, told when the first message is due already.
  intake.clock.advance(2 * 3_600_000);
  await intake.post(order(ada, 'lag-order', 5));
  expect(await relance(['lag-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 integration lag: an order told after the first message went out stops the others', async () => {
  const ada = who('lag-late');
  await intake.post([consent(ada), cart(ada, 'lag-late-1')]);
  expect((await relance(['lag-late-1'], ['cart/reminder'])).accepted).toEqual(['lag-late@shop.example']);
  await intake.post(order(ada, 'lag-late-order', 5));
  expect(await relance(['lag-late-1'])).toEqual({
    outcomes: ['accepted', 'withheld: bought', 'withheld: bought'],
    accepted: ['lag-late@shop.example'],
  });
});

test('R15 several checkouts of one order: the order of one stops the carts and checkouts of all', async () => {
  const ada = who('several');
  const carts = ['several-1', 'several-2', 'several-3'];
  await intake.post([consent(ada), ...carts.map((name, index) => checkoutOf(ada, name, index))]);
  await intake.post(order(ada, 'several-order', 10, 'several-2'));
  expect(await relance(carts)).toEqual({ outcomes: [...allBought, ...allBought, ...allBought], accepted: [] });
});

test('R15 several checkouts of one order: one that the shop begins while it takes the order starts nothing', async () => {
  const ada = who('retaken');
  await intake.post([consent(ada), checkoutOf(ada, 'retaken-1'), order(ada, 'retaken-order', 10, 'retaken-1')]);
  await intake.post([
    checkoutOf(ada, 'retaken-2', 9),
    checkoutOf(ada, 'retaken-1', 11),
    checkoutOf(ada, 'retaken-3', 12),
  ]);
  expect(await relance(['retaken-1', 'retaken-2', 'retaken-3'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 events out of order: in each of the 24 orders of arrival nothing goes out', async () => {
  for (const [index, arrival] of permutations([0, 1, 2, 3]).entries()) {
    const ada = who(`order-${index}`);
    const name = `order-${index}-cart`;
    const life = [consent(ada), cart(ada, name, 0), checkout(ada, name, 3), order(ada, `order-${index}`, 6, name)];
    for (const place of arrival) await intake.post(life[place]);
    expect([arrival, (await relance([name])).accepted]).toEqual([arrival, []]);
  }
});

test('R15 the order is missing from the profile: one that names only the visitor stops the account that visited', async () => {
  const ada = who('visiting');
  await intake.post([consent({ ...ada, anonymousId: 'visiting-v' }), cart(ada, 'visiting-1')]);
  await intake.post(order({ anonymousId: 'visiting-v' }, 'visiting-order', 5));
  expect(await relance(['visiting-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 the order is missing from the profile: a guest who turns out to be the customer later stops the run then', async () => {
  const ada = who('guest');
  await intake.post([
    consent(ada),
    cart(ada, 'guest-1'),
    order({ email: 'guest-private@home.example' }, 'guest-order', 5),
  ]);
  await intake.post(
    told('customer.updated', { id: 'guest', email: 'guest-private@home.example' }, { locale: 'fr' }, 6),
  );
  expect(await relance(['guest-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 an OR in a filter: whatever else speaks for the message, the purchase alone withholds it', async () => {
  const ada = who('filter');
  await intake.post([consent(ada), cart(ada, 'filter-1'), order(ada, 'filter-order', 5)]);
  // After the order, as if for the message: the cart is filled, checked out and agreed to once more.
  await intake.post([cart(ada, 'filter-1', 7, 2), checkout(ada, 'filter-1', 8), consent(ada, 9)]);
  expect(await relance(['filter-1'], ['cart/reminder'])).toEqual({ outcomes: ['withheld: bought'], accepted: [] });
  const [verdicts] = await shop.verdictsOf(['filter-1']);
  expect(verdicts!.filter(({ says }) => says !== 'pass').map(({ rule }) => rule)).toEqual(['still-wanted']);
});

const checkoutOf = (customer: object, cartId: string, minutes = 0) =>
  told(
    'checkout.started',
    customer,
    { cartId, lines: [{ productId: 'sku-1', quantity: 1, unitPrice: { amount: 3990, currency: 'EUR' } }] },
    minutes,
  );

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
