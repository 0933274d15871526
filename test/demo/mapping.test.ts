import { expect, test } from 'vitest';
import { readClickstream } from '../../dev/demo/clickstream.ts';
import { catalogue } from '../../api/events/catalogue.ts';
import { eventId } from '../../dev/demo/session.ts';
import { timelineOf } from '../../dev/demo/timeline.ts';

const clicks = readClickstream();
const timeline = timelineOf(clicks, 'http://shop.test');
const ofSession = (session: string) =>
  clicks
    .filter((click) => click.session === session)
    .map((click) => timeline.find(({ event }) => event.id === eventId(click))!.event);

test('a session is told as product views, a growing cart, checkouts and its order', () => {
  const told = ofSession('sess_002113').map(({ type, data }) =>
    [type, data['page'] ?? data['productId'] ?? data['cartId']].join(' '),
  );
  expect(told).toEqual([
    'page.viewed home',
    'page.viewed cart',
    'page.viewed promo_page',
    'product.viewed monitor-fenetre-27',
    'page.viewed shipping_details',
    'cart.updated sess_002113',
    'checkout.started sess_002113',
    'order.placed sess_002113',
  ]);
});

test('the order of a session carries what is in the cart, in cents', () => {
  const order = ofSession('sess_002113').find(({ type }) => type === 'order.placed')!;
  expect(order).toMatchInlineSnapshot(`
    {
      "customer": {
        "id": "user_0358",
      },
      "data": {
        "cartId": "sess_002113",
        "lines": [
          {
            "productId": "monitor-fenetre-27",
            "quantity": 1,
            "unitPrice": {
              "amount": 22900,
              "currency": "EUR",
            },
          },
        ],
        "orderId": "order_sess_002113",
        "total": {
          "amount": 22900,
          "currency": "EUR",
        },
      },
      "id": "click_00158",
      "occurredAt": "2024-01-27T14:24:32.000Z",
      "type": "order.placed",
    }
  `);
});

test('the order of a session that bought before its first add to the cart has the product looked at', () => {
  const bought = new Set<string>();
  const early = new Set<string>();
  for (const click of clicks) {
    if (click.event === 'purchase') bought.add(click.session);
    if (click.event === 'add_to_cart' && bought.has(click.session)) early.add(click.session);
  }
  for (const session of early) {
    const order = ofSession(session).find(({ type }) => type === 'order.placed')!;
    expect(order.data['lines'], session).not.toEqual([]);
  }
});

test('each row of the file is one event with an id of its own, in order of time', () => {
  const ids = timeline.map(({ event }) => event.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(clicks.every((click) => ids.includes(eventId(click)))).toBe(true);
  expect(timeline.every(({ at }, index) => index === 0 || timeline[index - 1]!.at <= at)).toBe(true);
  const rows = timeline.filter(({ event }) => event.id.startsWith('click_'));
  expect(rows).toHaveLength(15_459);
});

test('the api takes every event of the file', () => {
  const refused = timeline.filter(({ event }) => !catalogue[event.type].schema.safeParse(event).success);
  expect(refused).toEqual([]);
});

test('times of the file are those of Paris, summer time included', () => {
  expect(clicks[0]).toMatchObject({ user: 'user_0428', at: Date.parse('2024-01-07T20:49:45Z') });
  const june = clicks.find((click) => click.line === clicks.at(-1)!.line)!;
  expect(new Date(june.at).toISOString()).toMatch(/^2024-06-2/);
});

test('every shopper has an account before the first click, and most have consented', () => {
  const accounts = timeline.filter(({ event }) => event.type === 'customer.created');
  const granted = timeline.filter(({ event }) => event.data['state'] === 'granted');
  const withdrawn = timeline.filter(({ event }) => event.data['state'] === 'withdrawn');
  expect({ accounts: accounts.length, granted: granted.length, withdrawn: withdrawn.length }).toMatchInlineSnapshot(`
    {
      "accounts": 300,
      "granted": 269,
      "withdrawn": 17,
    }
  `);
  for (const { event, at } of accounts) {
    expect(event.customer?.email).toMatch(/^[a-z]+\.\d{4}@(example\.(com|net|org)|mail\.example|post\.test)$/);
    expect(clicks.find((click) => click.user === event.customer?.id)!.at).toBeGreaterThan(at);
  }
});

test('the whole file always gives the same events', () => {
  expect(timelineOf(readClickstream(), 'http://shop.test')).toEqual(timeline);
});

test('no stock is ever older than a day: orders and the nightly count tell it', () => {
  const stocks = timeline.filter(({ event }) => event.type === 'product.stock_changed');
  expect(Math.max(...stocks.slice(1).map(({ at }, index) => at - stocks[index]!.at))).toBeLessThanOrEqual(
    25 * 3_600_000,
  );
  expect(stocks.every(({ event }) => (event.data['stock'] as number) >= 0)).toBe(true);
  const [headphones] = stocks.filter(({ event }) => event.data['productId'] === 'headphones-lune').slice(-1);
  expect(headphones!.event.data['stock']).toBeLessThan(310);
});
