import type { LinksPolicy } from '../../../domain/policy/links.ts';

/** A cart as the shop knows it. */
interface RestoredCart {
  /** The shop's own id of it. */
  readonly externalId: string;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/**
 * The storefront's address that fills `cart` again, from the shop's own way of writing it; undefined when the shop has
 * none, or nothing in the cart is known by name. `productNames`: the shop's own ids, by ours.
 */
export const restoreUrl = (
  { restoreUrl: address, line, between }: LinksPolicy['cart'],
  cart: RestoredCart,
  productNames: ReadonlyMap<string, string>,
): string | undefined => {
  if (address === null) return undefined;
  const lines = cart.lines.flatMap(({ productId, quantity }) => {
    const product = productNames.get(productId);
    return product === undefined ? [] : [fill(line, { product, quantity: String(quantity) })];
  });
  if (lines.length === 0) return undefined;
  const url = fill(address, { cart: cart.externalId }).replaceAll('{lines}', () => lines.join(between));
  return URL.canParse(url) ? url : undefined;
};

/** Values stand in an address: whatever they hold, they are one part of it. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
