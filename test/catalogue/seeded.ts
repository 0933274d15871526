import { pick } from '../../domain/split.ts';
import type { CatalogueFlaw } from '../../domain/catalogue/flaws.ts';
import { productId } from '../../db/ids.ts';
import type { products } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';

type Product = typeof products.$inferInsert;

/** Categories of an invented shop, with the range of their prices in cents: wide ones too. */
const ranges = {
  cables: [490, 4_990],
  phones: [9_900, 129_900],
  home: [1_500, 60_000],
  audio: [2_900, 49_900],
} as const;
type Category = keyof typeof ranges;

/** A number from 0 up to 1 that always belongs to `seed`. */
const share = (seed: string): number =>
  Number(pick(seed, Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [String(index), 1])))) / 1000;

/** A sound product, the same for the same number. */
const sound = (store: StoreId, index: number, now: Date): Product => {
  const name = `sku-${index}`;
  const category = (Object.keys(ranges) as Category[])[index % 4]!;
  const [low, high] = ranges[category];
  return {
    id: productId(store, name),
    storeId: store,
    externalId: name,
    title: `Product ${index}`,
    translations: { fr: { title: `Produit ${index}` } },
    imageUrl: `https://shop.example/${name}.jpg`,
    url: `https://shop.example/${name}`,
    category,
    price: Math.round(low * (high / low) ** share(`price/${index}`)),
    currency: 'EUR',
    stock: 5 + (index % 50),
    describedAt: now,
    pricedAt: now,
    stockedAt: now,
  };
};

/** What is broken, and how; several of them change another product's fields too, and are then two flaws. */
const breakages: Readonly<Partial<Record<CatalogueFlaw, (product: Product, other: Product) => Partial<Product>>>> = {
  no_title: ({ externalId }) => ({ title: externalId, describedAt: null, translations: {} }),
  no_image: () => ({ imageUrl: null }),
  insecure_image: ({ externalId }) => ({ imageUrl: `http://shop.example/${externalId}.jpg` }),
  expired_image: ({ describedAt }) => ({ imageExpiresAt: describedAt! }),
  no_link: () => ({ url: null }),
  wrong_link: ({ externalId }) => ({ url: `https://staging.shop.test/${externalId}` }),
  no_price: () => ({ price: null, currency: null }),
  zero_price: () => ({ price: 0 }),
  other_currency: () => ({ currency: 'USD' }),
  price_off_history: ({ price }) => ({ price: price! * 100 }),
  price_off_category: ({ price }) => ({ price: Math.max(1, Math.round(price! / 100)) }),
  negative_stock: () => ({ stock: -3 }),
  untranslated: () => ({ translations: {} }),
  no_category: () => ({ category: null }),
  duplicate_title: (_, { title }) => ({ title: `  ${title.toUpperCase()}` }),
  duplicate_link: (_, { url }) => ({ url: url! }),
  duplicate_image: (_, { imageUrl }) => ({ imageUrl: imageUrl! }),
};

const pairs: readonly CatalogueFlaw[] = ['duplicate_title', 'duplicate_link', 'duplicate_image'];

/** A catalogue with seeded errors, and which they are: `sku flaw`. */
export const seededCatalogue = (store: StoreId, now: Date, size: number, ofEach: number) => {
  const catalogue = Array.from({ length: size }, (_, index) => sound(store, index, now));
  const planted = new Set<string>();
  const sold = new Map<string, number>();
  // The second half sold, at today's price: what was paid for a product is then its measure.
  for (const product of catalogue.slice(size / 2)) sold.set(product.externalId, product.price!);
  let next = 0;
  for (const [flaw, change] of Object.entries(breakages) as [CatalogueFlaw, (typeof breakages)[CatalogueFlaw]][]) {
    for (let count = 0; count < ofEach; count++) {
      // What is told by the history must have one; all others have none.
      const index = flaw === 'price_off_history' ? size - 1 - count : next++;
      const product = catalogue[index]!;
      const other = catalogue[index + size / 4]!;
      Object.assign(product, change!(product, other));
      planted.add(`${product.externalId} ${flaw}`);
      if (pairs.includes(flaw)) planted.add(`${other.externalId} ${flaw}`);
    }
  }
  return { catalogue, planted, sold };
};
