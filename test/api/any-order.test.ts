import fc from 'fast-check';
import { asc, eq, inArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  carts,
  consents,
  customerAliases,
  customers,
  orders,
  parcels,
  purchases,
  runs,
} from '../../db/schema/index.ts';
import { cart, checkout, emptied, order, told } from './told.ts';
import { useIntake } from './intake-server.ts';

const intake = useIntake();

/** One thing that a shop may tell of one customer; instants are few, so that they collide, and spread beyond a purchase's own occasion. */
interface Telling {
  readonly what: 'cart' | 'emptied' | 'checkout' | 'order' | 'shipped' | 'cancelled' | 'consent' | 'profile';
  readonly subject: 1 | 2;
  readonly minute: number;
  readonly variant: 1 | 2;
  readonly by: 'id' | 'email';
}

const telling: fc.Arbitrary<Telling> = fc.record({
  what: fc.constantFrom('cart', 'cart', 'emptied', 'checkout', 'order', 'shipped', 'cancelled', 'consent', 'profile'),
  subject: fc.constantFrom(1, 2),
  minute: fc.nat({ max: 8 }).map((step) => step * 6),
  variant: fc.constantFrom(1, 2),
  by: fc.constantFrom('id', 'email'),
});

/** The same tellings, each with a place among the arrivals and a number of deliveries. */
const stories = fc
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
const event = (world: string, one: Telling, index: number) => {
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

/** What the shop and the journeys end in, with everything that names the world taken out. */
const stateOf = async (world: string): Promise<unknown> => {
  const { db } = intake;
  const [alias] = await db.select().from(customerAliases).where(eq(customerAliases.value, world));
  const id = alias!.customerId;
  const [customer] = await db.select().from(customers).where(eq(customers.id, id));
  const itsCarts = await db.select().from(carts).where(eq(carts.customerId, id)).orderBy(asc(carts.externalId));
  const itsOrders = await db.select().from(orders).where(eq(orders.customerId, id)).orderBy(asc(orders.externalId));
  const orderIds = itsOrders.map((one) => one.id);
  const live = (await db.select().from(runs).where(eq(runs.customerId, id))).filter(
    (run) => run.state === 'open' && run.exitEvent === null,
  );
  return {
    profile: [customer!.firstName, customer!.locale],
    carts: itsCarts.map(({ externalId, state, stage, lines, updatedAt }) => ({
      cart: externalId.replace(world, ''),
      state,
      stage,
      lines,
      updatedAt,
    })),
    orders: itsOrders.map(({ externalId, cartId, state, placedAt, updatedAt }) => ({
      order: externalId.replace(world, ''),
      hasCart: cartId !== null,
      state,
      placedAt,
      updatedAt,
    })),
    parcels:
      orderIds.length > 0
        ? (
            await db.select().from(parcels).where(inArray(parcels.orderId, orderIds)).orderBy(asc(parcels.externalId))
          ).map((one) => [one.externalId.replace(world, ''), one.shippedAt])
        : [],
    purchases: (await db.select().from(purchases).where(eq(purchases.customerId, id)))
      .map((one) => +one.placedAt)
      .toSorted((a, b) => a - b),
    consents: (await db.select().from(consents).where(eq(consents.customerId, id)).orderBy(asc(consents.at))).map(
      ({ state, at }) => [state, at],
    ),
    live: live
      .map((run) => [
        itsCarts.find((one) => one.id === run.subject)?.externalId.replace(world, ''),
        +run.touchedAt,
        +run.dueAt,
      ])
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
  };
};

let worlds = 0;
const play = async (tellings: readonly Telling[], arrivals: readonly number[]): Promise<unknown> => {
  const world = `world${(worlds += 1)}`;
  await intake.post(told('customer.created', { id: world, email: `${world}@shop.example` }, {}, -60));
  for (const index of arrivals) {
    const { status } = await intake.post(event(world, tellings[index]!, index));
    expect(status).toBe(202);
  }
  return stateOf(world);
};

test('Q2 R15 any order and duplication of one customer’s events ends in one state, with the same runs stopped', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async ({ tellings, arrivals }) => {
      const inOrder = [...tellings.keys()].toSorted((a, b) => tellings[a]!.minute - tellings[b]!.minute);
      expect(await play(tellings, arrivals)).toEqual(await play(tellings, inOrder));
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
}, 120_000);
