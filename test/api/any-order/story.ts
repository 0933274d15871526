import fc from 'fast-check';
import { cart, checkout, emptied, order, told } from '../told.ts';

/** One thing that a shop may tell of one customer; instants are few, so that they collide, and spread beyond a purchase's own occasion. */
export interface Telling {
  readonly what:
    | 'cart'
    | 'emptied'
    | 'checkout'
    | 'order'
    | 'shipped'
    | 'cancelled'
    | 'delayed'
    | 'consent'
    | 'profile';
  readonly subject: 1 | 2;
  readonly minute: number;
  readonly variant: 1 | 2;
  readonly by: 'id' | 'email';
}

const telling: fc.Arbitrary<Telling> = fc.record({
  what: fc.constantFrom(
    'cart',
    'cart',
    'emptied',
    'checkout',
    'order',
    'shipped',
    'cancelled',
    'delayed',
    'consent',
    'profile',
  ),
  subject: fc.constantFrom(1, 2),
  minute: fc.nat({ max: 8 }).map((step) => step * 6),
  variant: fc.constantFrom(1, 2),
  by: fc.constantFrom('id', 'email'),
});

/** A story in order, and the same tellings in an order and a number of deliveries as a network may give them. */
export const stories = fc
  .uniqueArray(telling, { minLength: 2, maxLength: 10, selector: (one) => JSON.stringify(one) })
  .chain((tellings) =>
    fc.record({
      tellings: fc.constant(tellings),
      arrivals: fc.array(fc.nat({ max: tellings.length - 1 }), { maxLength: 4 }).chain((again) =>
        fc.shuffledSubarray([...tellings.keys(), ...again], {
          minLength: tellings.length + again.length,
          maxLength: tellings.length + again.length,
        }),
      ),
    }),
  );

/** The event of a telling, for the customer and the subjects of one world. */
export const eventOf = (world: string, one: Telling, index: number) => {
  const customer = one.by === 'id' ? { id: world } : { email: `${world}@shop.example` };
  const cartId = `${world}-cart-${one.subject}`;
  const orderId = `${world}-order-${one.subject}`;
  const make = {
    cart: () => cart(customer, cartId, one.minute, one.variant),
    emptied: () => emptied(customer, cartId, one.minute),
    checkout: () => checkout(customer, cartId, one.minute),
    order: () => order(customer, orderId, one.minute, one.variant === 1 ? cartId : undefined),
    shipped: () => told('order.shipped', customer, { orderId, parcelId: `${orderId}-${one.variant}` }, one.minute),
    cancelled: () => told('order.cancelled', customer, { orderId }, one.minute),
    delayed: () => told('order.delayed', customer, { orderId }, one.minute),
    consent: () =>
      told(
        'customer.consent_changed',
        customer,
        { channel: 'email', purpose: 'marketing', state: one.variant === 1 ? 'granted' : 'withdrawn', source: 'test' },
        one.minute,
      ),
    profile: () =>
      told(
        'customer.updated',
        customer,
        one.variant === 1 ? { firstName: `A${one.subject}` } : { locale: 'fr' },
        one.minute,
      ),
  };
  return { ...make[one.what](), id: `${world}-${index}` };
};

/** The tellings' places in the order in which they happened. */
export const inOrder = (tellings: readonly Telling[]): readonly number[] =>
  [...tellings.keys()].toSorted((a, b) => tellings[a]!.minute - tellings[b]!.minute);
