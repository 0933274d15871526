/** Who a test's shopper is to the store. */
export interface Shopper {
  readonly id: string;
  readonly email: string;
  readonly phone?: string;
  readonly firstName: string;
  /** Of an address in France. */
  readonly postalCode?: string;
}

const price = { amount: 6_000, currency: 'EUR' };

/** The product that carts hold. */
export const product = (productId: string, title: string) => ({
  type: 'product.upserted',
  data: { productId, title, price, stock: 5 },
});

const who = ({ id, email, phone }: Shopper) => ({ id, email, ...(phone !== undefined && { phone }) });

/** A new customer with consent to marketing by e-mail. */
export const arrives = (shopper: Shopper) => [
  {
    type: 'customer.created',
    customer: who(shopper),
    data: {
      firstName: shopper.firstName,
      locale: 'fr',
      ...(shopper.postalCode && { address: { country: 'FR', postalCode: shopper.postalCode } }),
    },
  },
  {
    type: 'customer.consent_changed',
    customer: who(shopper),
    data: {
      channel: 'email',
      purpose: 'marketing',
      state: 'granted',
      source: 'newsletter form',
      proof: { address: shopper.email },
    },
  },
];

export const fillsCart = (shopper: Shopper, cartId: string, productId: string) => ({
  type: 'cart.updated',
  customer: who(shopper),
  data: {
    cartId,
    lines: [{ productId, quantity: 1, unitPrice: price }],
    url: `https://shop.example/cart/${encodeURIComponent(cartId)}`,
  },
});

export const orders = (shopper: Shopper, orderId: string, productId: string) => ({
  type: 'order.placed',
  customer: who(shopper),
  data: { orderId, lines: [{ productId, quantity: 1, unitPrice: price }], total: price },
});
