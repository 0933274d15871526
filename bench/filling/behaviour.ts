import type postgres from 'postgres';
import type { StoreId } from '../../domain/ids.ts';
import { inBulk } from './in-bulk.ts';

/** Products of the made-up shop, and the categories that they are in. */
const products = 2_000;
const categories = 40;

const tables = [
  'products',
  'product_prices',
  'orders',
  'customer_aliases',
  'consents',
  'last_contacts',
  'interests',
  'carts',
  'loyalty_accounts',
];

/** The id of a product by its number. */
const productOf = (number: string): string => `md5('product/' || (${number}))::uuid`;
/** A number from 0 to `of` - 1 of a row's id, another one for each `salt`. */
const draw = (id: string, salt: string, of: number): string =>
  `(abs(hashtextextended(${id}::text || '${salt}', 0)::numeric)::bigint % ${of})`;

/**
 * What the customers of `fillPurchases` did besides buying, in proportion to a shop of some years: what they bought, that they
 * are known by name, their consents, contacts, looks, carts and points. Everything that segments and signals go by but
 * messages. Each row follows from the customer's id.
 */
export const fillBehaviour = async (sql: postgres.Sql, store: StoreId): Promise<void> => {
  await inBulk(sql, { tables, empty: false }, async (transaction) => {
    const run = async (text: string): Promise<void> =>
      void (await transaction.unsafe(text.replaceAll('$store', `'${store}'`)));
    await run(`insert into products (id, store_id, external_id, title, translations, category, price, currency, stock)
      select ${productOf('n')}, $store, n::text, 'Product ' || n, '{}', 'category ' || n % ${categories}, 1000 + n, 'EUR', 50
      from generate_series(0, ${products - 1}) n`);
    // Twice what it is now, and as it is now: what was bought in between was on offer.
    await run(`insert into product_prices (product_id, at, store_id, price, currency)
      select ${productOf('n')}, now() - make_interval(days => 800 - 300 * step), $store, (1000 + n) * (2 - step), 'EUR'
      from generate_series(0, ${products - 1}) n, generate_series(0, 1) step`);
    await run(`update orders o set lines = (
        select jsonb_agg(jsonb_build_object('productId', md5('product/' ||
            (abs(hashtextextended(o.id::text, place)::numeric)::bigint % ${products}))::uuid,
          'quantity', 1, 'unitPrice', o.total / (1 + ${draw('o.id', 'lines', 3)})))
        from generate_series(0, ${draw('o.id', 'lines', 3)}) place)
      where store_id = $store`);
    await run(`insert into customer_aliases (store_id, kind, value, customer_id)
      select store_id, kind, case kind when 'email' then id::text || '@shop.example' else id::text end, id
      from customers, unnest(array['id', 'email']) kind where store_id = $store`);
    await run(`insert into consents (store_id, customer_id, channel, purpose, state, at, source, proof)
      select store_id, id, 'email', 'marketing', 'granted', now() - interval '90 days', 'form', '{}'
      from customers where store_id = $store and ${draw('id', 'agrees', 10)} < 7`);
    await run(`insert into last_contacts (store_id, customer_id, kind, at)
      select store_id, id, kind, now() - make_interval(hours => (${draw('id', 'seen', 4_000)})::int)
      from customers, unnest(array['cart', 'click']) kind where store_id = $store`);
    await run(`insert into last_contacts (store_id, customer_id, kind, at)
      select store_id, customer_id, 'purchase', max(placed_at) from orders where store_id = $store group by 1, 2`);
    await run(`insert into interests (customer_id, product_id, store_id, visits, last_at, carted_at)
      select customer, product, store_id, jsonb_build_array(jsonb_build_object('at',
          (extract(epoch from at) * 1000)::bigint)), at, case when carted then at end
      from (
        select distinct on (c.id, product) c.id as customer, c.store_id, ${productOf(draw('c.id', "' || place || '", products))} as product,
          now() - make_interval(mins => (${draw('c.id', "at' || place || '", 60 * 24 * 60)})::int) as at, place = 0 as carted
        from customers c, generate_series(0, 2) place
        where c.store_id = $store and ${draw('c.id', 'looks', 10)} < 4) looks`);
    await run(`insert into carts (id, store_id, external_id, customer_id, state, stage, lines, currency, created_at, updated_at)
      select md5('cart/' || id)::uuid, store_id, id::text, id, 'open', 'cart',
        jsonb_build_array(jsonb_build_object('productId', ${productOf(draw('id', 'cart', products))}, 'quantity', 1, 'unitPrice', 2500)),
        'EUR', at, at
      from (select *, now() - make_interval(hours => (${draw('id', 'filled', 2_000)})::int) as at from customers) c
      where store_id = $store and ${draw('id', 'fills', 10)} < 2`);
    await run(`insert into loyalty_accounts (customer_id, store_id, points, redeemed_at, updated_at)
      select id, store_id, ${draw('id', 'points', 3_000)}, case when ${draw('id', 'uses', 2)} = 0
        then now() - make_interval(days => (${draw('id', 'used', 400)})::int) end, now()
      from customers where store_id = $store and ${draw('id', 'joins', 10)} < 3`);
  });
};
