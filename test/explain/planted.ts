import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { v7 } from 'uuid';
import type { Database } from '../../db/client.ts';
import { suppress } from '../../db/customers/suppressions.ts';
import { cartId } from '../../db/ids.ts';
import { carts, customerAliases, customers, orders, runs } from '../../db/schema/index.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { Purpose, Rank } from '../../domain/journey.ts';
import type { RunExit } from '../../domain/run.ts';
import { type SuppressionReason, suppressionReasons } from '../../domain/suppression.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addPerson, consentOf, hour, noon, type Person, store } from '../gate/world.ts';

const day = 24 * hour;

/** What is planted about one customer and one step: all that decides about it, in the words of this test alone. */
export interface Plan {
  readonly consent: 'none' | 'granted' | 'granted, then withdrawn' | 'withdrawn, then granted';
  readonly suppressed: readonly { readonly reason: SuppressionReason; readonly where: 'address' | 'other address' }[];
  readonly orders: readonly { readonly daysAgo: number; readonly total: number; readonly cancelled: boolean }[];
  readonly cart: 'open' | 'emptied' | 'ordered' | 'no lines' | 'unknown product';
  readonly newerCart: boolean;
  readonly exit: RunExit | null;
  readonly runOver: boolean;
  readonly erased: boolean;
  readonly address: boolean;
  readonly purpose: Purpose;
  readonly rank: Rank;
  /** Hours from now. */
  readonly dueIn: number;
  readonly usefulFor: number;
  /** Minutes since the last touch, of a step that waits for an hour without one. */
  readonly touchedAgo: number | null;
}

const rarely = <Value>(usual: Value, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });

/** Most of them may be written to, so that every rule has its turn. */
export const plan: fc.Arbitrary<Plan> = fc.record({
  consent: rarely<Plan['consent']>(
    'granted',
    fc.constantFrom('none', 'granted, then withdrawn', 'withdrawn, then granted'),
  ),
  suppressed: rarely<Plan['suppressed']>(
    [],
    fc.uniqueArray(
      fc.record({
        reason: fc.constantFrom(...suppressionReasons),
        where: fc.constantFrom('address' as const, 'other address' as const),
      }),
      { minLength: 1, maxLength: 2, selector: ({ reason }) => reason },
    ),
  ),
  orders: fc.oneof(
    fc.constant([]),
    fc.array(
      fc.record({
        daysAgo: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 400 })),
        total: fc.constantFrom(1_000, 9_900, 60_000),
        cancelled: rarely(false, fc.constant(true)),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  cart: rarely<Plan['cart']>('open', fc.constantFrom('emptied', 'ordered', 'no lines', 'unknown product')),
  newerCart: rarely(false, fc.constant(true)),
  exit: rarely<RunExit | null>(null, fc.constantFrom<RunExit>('order.placed', 'cart.emptied', 'run.stopped')),
  runOver: rarely(false, fc.constant(true)),
  erased: rarely(false, fc.constant(true)),
  address: rarely(true, fc.constant(false)),
  purpose: rarely<Purpose>('marketing', fc.constant('transactional')),
  rank: rarely<Rank>('cart', fc.constantFrom<Rank>('service', 'win-back', 'newsletter')),
  dueIn: rarely(0, fc.constantFrom(-30, 2)),
  usefulFor: fc.constantFrom(12, 72),
  touchedAgo: rarely<number | null>(null, fc.constantFrom(10, 59, 61)),
});

/** Puts a plan into the database; the step is asked for at noon. */
export const plant = async (db: Database, given: Plan): Promise<Person> => {
  const dueAt = noon + given.dueIn * hour;
  const touchedAt = noon - (given.touchedAgo ?? 120) * 60_000;
  const person = await addPerson(db, {
    consent: false,
    touchedAt,
    input: {
      purpose: given.purpose,
      rank: given.rank,
      dueAt: toInstant(dueAt),
      expiresAt: toInstant(dueAt + given.usefulFor * hour),
      ...(given.touchedAgo !== null && { idle: '1 hour' as const }),
    },
  });
  const { customer, run, cart, email } = person;
  const [first, second] = (
    {
      none: [],
      granted: ['granted'],
      'granted, then withdrawn': ['granted', 'withdrawn'],
      'withdrawn, then granted': ['withdrawn', 'granted'],
    } as const
  )[given.consent];
  if (first) await consentOf(db, customer, first, noon - 20 * day);
  if (second) await consentOf(db, customer, second, noon - 10 * day);
  for (const { reason, where } of given.suppressed) {
    const address = where === 'address' ? email : `other-${email}`;
    const alias = { storeId: store, kind: 'email', value: address, customerId: customer } as const;
    // The one that the profile gave last is written to.
    await db.insert(customerAliases).values(alias).onConflictDoNothing();
    await suppress(db, { storeId: store, channel: 'email', address, reason }, new Date(noon - 5 * day));
  }
  await db
    .update(customerAliases)
    .set({ seenAt: new Date(noon - 30 * day) })
    .where(and(eq(customerAliases.customerId, customer), eq(customerAliases.value, email)));
  for (const { daysAgo, total, cancelled } of given.orders) {
    const placedAt = new Date(noon - daysAgo * day - hour);
    await db.insert(orders).values({
      id: v7() as OrderId,
      storeId: store,
      externalId: randomUUID(),
      customerId: customer,
      state: cancelled ? 'cancelled' : 'placed',
      lines: [],
      total,
      currency: 'EUR',
      placedAt,
      updatedAt: placedAt,
    });
  }
  if (given.cart !== 'open') {
    const unknown = [{ productId: randomUUID() as never, quantity: 1, unitPrice: 100 }];
    const changes = {
      emptied: { state: 'emptied' },
      ordered: { state: 'ordered' },
      'no lines': { lines: [] },
      'unknown product': { lines: unknown },
    } as const;
    await db.update(carts).set(changes[given.cart]).where(eq(carts.id, cart));
  }
  if (given.newerCart) {
    const [known] = await db.select().from(carts).where(eq(carts.id, cart));
    const name = randomUUID();
    const newer = {
      id: cartId(store, name),
      externalId: name,
      state: 'open',
      updatedAt: new Date(touchedAt + 1),
    } as const;
    const lines = [{ productId: randomUUID() as never, quantity: 1, unitPrice: 100 }];
    await db.insert(carts).values({ ...known!, ...newer, lines });
  }
  if (given.exit) {
    await db
      .update(runs)
      .set({ exitEvent: given.exit, exitedAt: new Date(noon) })
      .where(eq(runs.id, run));
  }
  if (given.runOver)
    await db
      .update(runs)
      .set({ state: 'closed', closedAt: new Date(noon) })
      .where(eq(runs.id, run));
  if (given.erased)
    await db
      .update(customers)
      .set({ erasedAt: new Date(noon) })
      .where(eq(customers.id, customer));
  if (!given.address) await db.delete(customerAliases).where(eq(customerAliases.customerId, customer));
  return person;
};
