import { eq } from 'drizzle-orm';
import type { Database } from '../../../db/client.ts';
import { productId } from '../../../db/ids.ts';
import { carts, policyVersions, products } from '../../../db/schema/index.ts';
import type { Line } from '../../../db/schema/shop.ts';
import { randomUUID } from 'node:crypto';
import { defaultProducts, type ProductsPolicy } from '../../../domain/policy/products.ts';
import { hour, noon, type Person, store } from '../world.ts';

type Product = typeof products.$inferInsert;

/** A whole product of the catalogue, told a while ago, with what a case changes. */
export const addProduct = async (db: Database, name: string, changes: Partial<Product> = {}) => {
  const toldAt = new Date(noon - 3 * hour);
  const row: Product = {
    id: productId(store, name),
    storeId: store,
    externalId: name,
    title: `The ${name}`,
    translations: { fr: { title: `Le ${name}` } },
    imageUrl: `https://shop.example/${name}.jpg`,
    url: `https://shop.example/${name}`,
    category: 'home',
    price: 2_500,
    currency: 'EUR',
    stock: 12,
    describedAt: toldAt,
    pricedAt: toldAt,
    stockedAt: toldAt,
    ...changes,
  };
  const { id: _id, ...rest } = row;
  await db.insert(products).values(row).onConflictDoUpdate({ target: products.id, set: rest });
  return row.id;
};

/** What the store tells of a product later. */
export const tell = async (db: Database, name: string, changes: Partial<Product>): Promise<void> => {
  await db
    .update(products)
    .set(changes)
    .where(eq(products.id, productId(store, name)));
};

export const lineOf = (name: string, quantity = 1, unitPrice = 2_500): Line => ({
  productId: productId(store, name),
  quantity,
  unitPrice,
});

export const fillCart = async (db: Database, person: Person, lines: readonly Line[]): Promise<void> => {
  await db.update(carts).set({ lines }).where(eq(carts.id, person.cart));
};

/** Saves another policy of products for the shop; without changes the default again. */
export const saveProductsPolicy = async (db: Database, changes: Partial<ProductsPolicy> = {}): Promise<void> => {
  await db.delete(policyVersions);
  await db.insert(policyVersions).values({
    id: randomUUID(),
    storeId: store,
    section: 'products',
    version: 1,
    body: { ...defaultProducts, ...changes },
    effectiveAt: new Date(noon - 24 * hour),
    savedBy: 'test',
    savedAt: new Date(noon - 24 * hour),
  });
};
