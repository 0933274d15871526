import type { Random } from '../../../domain/random.ts';
import { between, pick } from '../seed.ts';

/** What a life tells at one of its moments; ids and instants are added when it is told. */
export interface Telling {
  /** From the life's beginning, in milliseconds of real time. */
  readonly at: number;
  readonly type: string;
  readonly customer: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A customer of the shop, from the first visit to the last. */
export interface Life {
  readonly name: string;
  readonly kind: string;
  readonly tellings: readonly Telling[];
}

/** What the shop sells. */
export const productIds = Array.from({ length: 20 }, (_, index) => `sku-${index + 1}`);

type Draft = Omit<Telling, 'customer'> & { readonly customer?: Telling['customer'] };

/** How often each kind of life is led, of 100. */
const kinds: readonly { readonly kind: keyof typeof stories; readonly share: number }[] = [
  { kind: 'abandons', share: 34 },
  { kind: 'races', share: 26 },
  { kind: 'buys at once', share: 14 },
  { kind: 'buys after the reminder', share: 8 },
  { kind: 'empties', share: 5 },
  { kind: 'cancels', share: 4 },
  { kind: 'withdraws', share: 4 },
  { kind: 'is merged', share: 5 },
];

/** @param hour how long an hour of the store lasts, in milliseconds of real time: the cart's idle wait. */
export const drawLife = (random: Random, name: string, hour: number): Life => {
  let drawn = random() * 100;
  const { kind } = kinds.find(({ share }) => (drawn -= share) < 0) ?? kinds[0]!;
  const customer = { id: name, email: `${name}@shop.example` };
  const drafts: readonly Draft[] = [
    { at: 0, type: 'customer.created', data: { firstName: 'Ada', locale: pick(random, ['fr', 'en']) } },
    {
      at: 5,
      type: 'customer.consent_changed',
      data: { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' },
    },
    ...stories[kind](random, name, hour),
  ];
  return { name, kind, tellings: drafts.map((draft) => ({ customer, ...draft })) };
};

/** Around the instant at which the message is due: where a purchase and a send meet. */
const aroundDue = (random: Random, hour: number): number => 50 + hour + between(random, -400, 400);

const stories = {
  abandons: (random: Random, name: string) => [
    cart(random, name, 20),
    ...(random() < 0.4 ? [cart(random, name, 20 + between(random, 200, 1500))] : []),
    ...(random() < 0.3 ? [{ at: 30, type: 'checkout.started', data: { cartId: cartOf(name) } }] : []),
  ],
  races: (random: Random, name: string, hour: number) => [
    cart(random, name, 20),
    order(random, name, aroundDue(random, hour)),
  ],
  'buys at once': (random: Random, name: string, hour: number) => [
    cart(random, name, 20),
    { at: 120, type: 'checkout.started', data: { cartId: cartOf(name) } },
    order(random, name, 200 + random() * hour * 0.5),
  ],
  'buys after the reminder': (random: Random, name: string, hour: number) => [
    cart(random, name, 20),
    order(random, name, hour * (2 + random() * 4)),
  ],
  empties: (random: Random, name: string, hour: number) => [
    cart(random, name, 20),
    { at: aroundDue(random, hour), type: 'cart.emptied', data: { cartId: cartOf(name) } },
  ],
  cancels: (random: Random, name: string, hour: number) => [
    cart(random, name, 20),
    order(random, name, 300),
    { at: 500 + random() * hour, type: 'order.cancelled', data: { orderId: `${name}-order` } },
  ],
  withdraws: (random: Random, name: string, hour: number) => [
    cart(random, name, 20),
    {
      at: aroundDue(random, hour),
      type: 'customer.consent_changed',
      data: { channel: 'email', purpose: 'marketing', state: 'withdrawn', source: 'account' },
    },
  ],
  'is merged': (random: Random, name: string, hour: number) => [
    cart(random, name, 20, { anonymousId: `${name}-visitor` }),
    { at: 300, type: 'customer.merged', data: { from: { anonymousId: `${name}-visitor` } } },
    order(random, name, aroundDue(random, hour)),
  ],
} satisfies Readonly<Record<string, (random: Random, name: string, hour: number) => readonly Draft[]>>;

const cartOf = (name: string): string => `${name}-cart`;

const linesOf = (random: Random) =>
  Array.from({ length: between(random, 1, 3) }, (_, index) => ({
    productId: productIds[(between(random, 0, 5) + index * 6) % productIds.length],
    quantity: between(random, 1, 3),
    unitPrice: { amount: between(random, 5, 90) * 100, currency: 'EUR' },
  }));

const cart = (random: Random, name: string, at: number, customer?: Telling['customer']): Draft => ({
  at,
  type: 'cart.updated',
  data: { cartId: cartOf(name), lines: linesOf(random), url: `https://shop.example/cart/${cartOf(name)}` },
  ...(customer && { customer }),
});

const order = (random: Random, name: string, at: number): Draft => ({
  at,
  type: 'order.placed',
  data: {
    orderId: `${name}-order`,
    cartId: cartOf(name),
    lines: linesOf(random),
    total: { amount: between(random, 10, 300) * 100, currency: 'EUR' },
  },
});
