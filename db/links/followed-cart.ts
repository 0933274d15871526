import { and, eq, sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { readCartProducts } from '../facts/products.ts';
import { carts, messages, runs } from '../schema/index.ts';

/** The cart that a message is about, while it is open and has something in it. */
export const readFollowedCart = async (queries: Queries, message: string) => {
  const [cart] = await queries
    .select({
      id: carts.id,
      storeId: carts.storeId,
      externalId: carts.externalId,
      url: carts.url,
      lines: carts.lines,
    })
    .from(messages)
    .innerJoin(runs, eq(runs.id, messages.runId))
    .innerJoin(carts, sql`${carts.id} = (${runs.event} ->> 'cartId')::uuid`)
    .where(and(eq(messages.id, message), eq(carts.state, 'open'), sql`jsonb_array_length(${carts.lines}) > 0`));
  if (!cart) return undefined;
  const products = await readCartProducts(queries, cart.id);
  return { ...cart, productNames: new Map<string, string>(products.map(({ id, externalId }) => [id, externalId])) };
};
