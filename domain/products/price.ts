import type { LineFacts, ProductsOfMessage } from '../rules/facts/products.ts';

/**
 * A line with its price of today as the product's own: of the catalogue's and the cart's the one that was told last.
 * A cart filled after the last change of price knows the customer's own conditions, and a catalogue that says 0 errs.
 */
export const pricedToday = (line: LineFacts, message: ProductsOfMessage): LineFacts => {
  const isCatalogueNewer = (line.price ?? 0) > 0 && line.pricedAt !== undefined && line.pricedAt > message.cartPricedAt;
  // A catalogue in another currency than the cart's is not mended by the cart's own price.
  if (isCatalogueNewer || (line.currency !== undefined && line.currency !== message.currency)) return line;
  return { ...line, price: line.cartPrice, currency: message.currency, pricedAt: message.cartPricedAt };
};
