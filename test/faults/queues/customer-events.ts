import type { Cast } from '../cast/cast.ts';

const line = { productId: 'lamp', quantity: 1, unitPrice: { amount: 2500, currency: 'EUR' } };

/** An event of one shopper, `ago` milliseconds old. */
const event = (type: string, name: string | undefined, data: object, ago = 0) => ({
  id: `${type}-${name ?? 'shop'}`,
  type,
  occurredAt: new Date(Date.now() - ago).toISOString(),
  ...(name !== undefined && { customer: { id: name, email: `${name}@shop.example` } }),
  data,
});

export const lamp = () => event('product.upserted', undefined, { productId: 'lamp', title: 'Lamp' });
export const consent = (name: string) =>
  event('customer.consent_changed', name, {
    channel: 'email',
    purpose: 'marketing',
    state: 'granted',
    source: 'checkout',
  });
export const cart = (name: string, ago = 0) =>
  event('cart.updated', name, { cartId: `cart-${name}`, lines: [line] }, ago);
export const order = (name: string) =>
  event('order.placed', name, { orderId: `order-${name}`, lines: [line], total: line.unitPrice });

type StoreEvent = ReturnType<typeof event>;

export interface Posted {
  readonly status: number;
  readonly millis: number;
}

/** Posts once, to the api whose turn it is; a door that is shut counts as status 0. */
export const poster = ({ apis, key }: Pick<Cast, 'apis' | 'key'>) => {
  let turn = 0;
  return async (body: StoreEvent | readonly StoreEvent[]): Promise<Posted> => {
    const api = apis[turn++ % apis.length]!;
    const begun = performance.now();
    const status = await fetch(`${api.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    return { status, millis: performance.now() - begun };
  };
};
