import { sql } from 'drizzle-orm';
import type { CartId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { carts, products } from '../schema/index.ts';

/** The products in the cart, as far as the catalogue knows them. */
export const readCartProducts = async (db: Queries, cart: CartId) =>
  db
    .select({
      id: products.id,
      title: products.title,
      translations: products.translations,
      imageUrl: products.imageUrl,
      url: products.url,
      category: products.category,
    })
    .from(products)
    .where(
      sql`${products.id} in (
        select (line ->> 'productId')::uuid from ${carts}, jsonb_array_elements(${carts.lines}) line
        where ${carts.id} = ${cart})`,
    );
