import { eq } from 'drizzle-orm';
import { v5 } from 'uuid';
import { beforeAll } from 'vitest';
import {
  carts,
  customerAliases,
  customers,
  interests,
  loyaltyAccounts,
  orders,
  productPrices,
  products,
  signals,
} from '../../../../db/schema/index.ts';
import type { ProductId } from '../../../../domain/ids.ts';
import { seededRandom } from '../../../../domain/random.ts';
import { addKey, cartSpec, noon, store, useIntake } from '../../../api/intake-server.ts';

const cartOffer = { name: 'cart-offer', about: 'offer', arms: { none: 50, cartTen: 50 }, control: 'none' } as const;
const namespace = '6f1f7a5c-4a55-4d1a-9d4e-0a6a3f3f1a77';
export const idOf = (name: string): never => v5(name, namespace) as never;
export const day = 86_400_000;
const readKey = 'rk_signals_of_the_test';

const categories = ['shoes', 'bags', 'belts'] as const;
const habits = [
  ['shoes', 'bags', 'shoes'],
  ['bags', 'bags', 'bags'],
  ['shoes', 'shoes', 'shoes'],
] as const;
export const product = (category: string): ProductId => idOf(`product/${category}`);

export const line = (productId: string) => ({
  productId,
  quantity: 1,
  unitPrice: { amount: 10_000, currency: 'EUR' },
});

export type SignalStore = ReturnType<typeof useSignalStore>;

/**
 * One store with 150 customers of habits, a hunter of reduced prices, one who is loyal, a visitor and one of whom nothing
 * is known. Its tests stand in one order: each goes on from where the last one left the store.
 */
export const useSignalStore = () => {
  const intake = useIntake([{ ...cartSpec, experiments: [cartOffer] }]);
  const deps = () => ({ db: intake.db, clock: intake.clock });
  const get = async (path: string) => intake.request(path, { headers: { authorization: `Bearer ${readKey}` } });
  const ask = async (customer: string) => {
    const response = await get(`/v1/customers/${customer}/scores`);
    return (await response.json()) as { readonly signals: Record<string, unknown> };
  };
  const stored = async (customer: string) =>
    (
      await intake.db
        .select()
        .from(signals)
        .where(eq(signals.customerId, idOf(`customer/${customer}`)))
    )[0];

  /** Somebody known to the store; orders as [days ago, category, what was paid]. */
  const plant = async (
    name: string,
    bought: readonly (readonly [number, string, number])[],
    hour = 12,
  ): Promise<void> => {
    const id = idOf(`customer/${name}`);
    const at = new Date(noon);
    await intake.db.insert(customers).values({ id, storeId: store, createdAt: at });
    await intake.db
      .insert(customerAliases)
      .values({ storeId: store, kind: 'id', value: name, customerId: id, seenAt: at });
    if (bought.length === 0) return;
    await intake.db.insert(orders).values(
      bought.map(([ago, category, paid], index) => ({
        id: idOf(`order/${name}/${index}`),
        storeId: store,
        externalId: `${name}-${index}`,
        customerId: id,
        state: 'placed' as const,
        lines: [{ productId: product(category), quantity: 1, unitPrice: paid }],
        total: paid,
        currency: 'EUR',
        placedAt: new Date(noon - ago * day + (hour - 14) * 3_600_000),
        updatedAt: at,
      })),
    );
  };

  beforeAll(async () => {
    await addKey(intake.db, store, readKey, { scopes: ['read'] });
    const at = new Date(noon);
    await intake.db.insert(products).values(
      categories.map((category) => ({
        id: product(category),
        storeId: store,
        externalId: category,
        title: category,
        translations: {},
        category,
        price: 10_000,
        currency: 'EUR',
        stock: 5,
        describedAt: at,
      })),
    );
    await intake.db.insert(productPrices).values(
      categories.map((category) => ({
        productId: product(category),
        at: new Date(noon - 700 * day),
        storeId: store,
        price: 10_000,
        currency: 'EUR',
      })),
    );
    // A hundred and fifty customers, each with habits and hours of their own; a third of them buys at reduced prices.
    const random = seededRandom(7);
    for (let i = 0; i < 150; i += 1)
      await plant(
        `other-${i}`,
        habits[i % habits.length]!.map((category, index) => [
          200 - index * 60 - (i % 50),
          category,
          (i % 3 === 1) !== random() < 0.1 ? 8_000 : 10_000,
        ]),
        8 + (i % 4) * 4,
      );
    await plant(
      'hunter',
      [60, 50, 40, 30, 20, 10].map((ago) => [ago, 'belts', 7_000] as const),
      21,
    );
    await plant(
      'loyal',
      [60, 50, 40, 30, 20, 10].map((ago) => [ago, 'shoes', 10_000] as const),
    );
    await plant('visitor', []);
    await plant('nobody', []);
    await intake.db.insert(loyaltyAccounts).values({
      customerId: idOf('customer/loyal'),
      storeId: store,
      points: 50,
      tier: 'Or',
      updatedAt: at,
    });
  }, 60_000);

  /** Somebody looks at a product twice and puts it into a cart. */
  const plantVisit = async (name: string): Promise<void> => {
    const customerId = idOf(`customer/${name}`);
    await intake.db.insert(interests).values({
      customerId,
      productId: product('bags'),
      storeId: store,
      visits: [{ at: noon - 2 * 3_600_000 }, { at: noon - 3_600_000 }],
      lastAt: new Date(noon - 60_000),
      cartedAt: new Date(noon - 60_000),
    });
    await intake.db.insert(carts).values({
      id: idOf(`cart/${name}`),
      storeId: store,
      externalId: `cart-${name}`,
      customerId,
      state: 'open',
      stage: 'checkout',
      lines: [{ productId: product('bags'), quantity: 1, unitPrice: 10_000 }],
      currency: 'EUR',
      checkoutAt: new Date(noon - 60_000),
      updatedAt: new Date(noon - 60_000),
      createdAt: new Date(noon - 60_000),
    });
  };

  return { intake, deps, get, ask, stored, plantVisit };
};
