import type { FilledTable } from '../filled-table.ts';
import type { ShopShape } from '../shape.ts';
import { draw, email, hashOf, idOf, isSoldOut, lineOf, now, ownerOf, pick, spread, store } from '../terms.ts';

const categories = 40;

/** Of the orders' owners: every fifth customer orders as often as all others together. */
const buyerOf = (order: string, shape: ShopShape): string => ownerOf(`(${order}) + 1000000000`, shape);

const lines = (n: string, { products }: ShopShape): string =>
  `jsonb_build_array(${lineOf(draw(n, 20, products))}, ${lineOf(draw(n, 21, products))})`;

/** Products, carts, orders and what the shop told. */
export const shop: readonly FilledTable[] = [
  {
    table: 'products',
    numbers: ({ products }) => products,
    columns:
      'id, store_id, external_id, title, translations, image_url, url, category, price, currency, stock, described_at, priced_at, stocked_at',
    select: (_shape, numbers) => `
      select ${idOf('product', 'n')}, ${store}, 'product-' || n, 'Product ' || n,
        jsonb_build_object('fr', jsonb_build_object('title', 'Produit ' || n)),
        'https://shop.example/' || n || '.jpg', 'https://shop.example/' || n, 'category-' || n / 10 % ${categories},
        1000 + ${draw('n', 22, 6_000)}, 'EUR', case when ${isSoldOut('n')} then 0 else 5 + ${draw('n', 23, 40)} end,
        ${now} - interval '9 days', ${now} - interval '2 days', ${now} - ${draw('n', 24, 1_200)} * interval '1 minute'
      from ${numbers}`,
  },
  {
    table: 'product_sales',
    numbers: ({ products }) => products,
    columns: 'product_id, store_id, units, median_price, currency, counted_at',
    select: (_shape, numbers) => `
      select ${idOf('product', 'n')}, ${store}, ${draw('n', 25, 90)}, 2500, 'EUR', ${now} from ${numbers}`,
  },
  {
    table: 'carts',
    numbers: ({ carts }) => carts,
    columns:
      'id, store_id, external_id, customer_id, state, stage, lines, currency, url, lines_at, updated_at, created_at',
    select: (shape, numbers) => `
      select ${idOf('cart', 'n')}, ${store}, 'cart-' || n, ${idOf('customer', draw('n', 26, shape.customers))},
        ${pick('n', 27, { ordered: 6, emptied: 3, open: 1 })}, 'cart', ${lines('n', shape)}, 'EUR',
        'https://shop.example/cart/' || n, at, at, at
      from ${numbers} cross join lateral (select ${spread('n', shape.carts, 400)} - interval '2 hours' as at) moment`,
  },
  {
    table: 'orders',
    numbers: ({ orders }) => orders,
    columns:
      'id, store_id, external_id, customer_id, state, lines, total, currency, marketing_notice, placed_at, updated_at',
    select: (shape, numbers) => `
      select ${idOf('order', 'n')}, ${store}, 'order-' || n, ${idOf('customer', 'buyer')},
        ${pick('n', 28, { delivered: 88, shipped: 4, placed: 2, cancelled: 3, returned: 3 })}, ${lines('n', shape)}, 5000, 'EUR',
        case when n % 10 < 6 then jsonb_build_object('email', jsonb_build_object('state', 'given', 'addressHash',
          ${hashOf(email('buyer'))}, 'version', '2025-01')) end,
        at, at
      from ${numbers} cross join lateral (
        select ${buyerOf('n', shape)} as buyer, ${spread('n', shape.orders, 1_000)} - interval '3 hours' as at) moment`,
  },
  {
    table: 'purchases',
    numbers: ({ orders }) => orders,
    columns: 'customer_id, order_id, placed_at',
    select: (shape, numbers) => `
      select ${idOf('customer', buyerOf('n', shape))}, ${idOf('order', 'n')}, ${spread('n', shape.orders, 1_000)}
      from ${numbers}`,
  },
  {
    table: 'inbox',
    numbers: ({ events }) => events,
    columns: 'id, store_id, event_id, type, occurred_at, customer_id, ids, body, hash, fate, received_at',
    select: (shape, numbers) => `
      select ${idOf('event', 'n')}, ${store}, 'event-' || n,
        ${pick('n', 29, { 'product.viewed': 60, 'page.viewed': 10, 'cart.updated': 22, 'order.placed': 8 })}, at,
        ${idOf('customer', draw('n', 30, shape.customers))}, '{}',
        jsonb_build_object('id', 'event-' || n, 'occurredAt', at, 'data', jsonb_build_object('productId', 'product-' || n % 1000)),
        md5('event/' || n) || md5(n::text), 'applied', at
      from ${numbers} cross join lateral (select ${spread('n', shape.events, 400)} as at) moment`,
  },
];
