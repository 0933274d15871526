import type { ProductsPolicy, ProductUse } from '../policy/products.ts';
import { imageFlaw, isStockFresh, judgeProduct, linkFlaw, type Surroundings } from '../products/judge-product.ts';
import type { ProductFacts } from '../rules/facts/products.ts';
import { locales, type Locale } from '../templates.ts';
import type { Millis } from '../time/instant.ts';
import { type CatalogueFlaw, catalogueFlaws } from './flaws.ts';
import { type CategoryPrices, categoryPrices, isOffCategory, isOffHistory } from './prices.ts';

/** A product of the catalogue as it is checked. */
export interface CheckedProduct {
  readonly facts: ProductFacts;
  /** The store's own id. */
  readonly externalId: string;
  readonly category: string | null;
  /** What is compared between products: absent ones are equal to none. */
  readonly title: string;
  readonly url: string | null;
  readonly imageUrl: string | null;
  /** The median of what customers paid for it lately, in the store's currency. */
  readonly paid: number | null;
}

/** The store around the catalogue. */
export interface CheckedStore {
  readonly currency: string;
  readonly language: Locale;
  readonly host: string;
  readonly policy: ProductsPolicy;
  readonly now: Millis;
}

export interface FoundFlaw {
  readonly externalId: string;
  readonly flaw: CatalogueFlaw;
}

export interface CatalogueReport {
  readonly products: number;
  /** How many could be shown now, for each use; in the store's own language. */
  readonly usable: Readonly<Record<ProductUse, number>>;
  /** Each flaw of each product, in the catalogue's order. */
  readonly found: readonly FoundFlaw[];
}

/** Looks at every product and at all of them together (R231). Pure: time and memory grow with the catalogue alone. */
export const checkCatalogue = (products: readonly CheckedProduct[], store: CheckedStore): CatalogueReport => {
  const stockToldAt = products.reduce((newest, { facts }) => Math.max(newest, facts.stockedAt ?? 0), 0);
  const around: Surroundings = {
    policy: store.policy,
    now: store.now,
    message: {
      language: store.language,
      currency: store.currency,
      storeHost: store.host,
      ...(stockToldAt > 0 && { stockToldAt }),
    },
  };
  const together = lookAtAll(products, store.currency);
  const isUsable = (use: ProductUse) =>
    products.filter(({ facts }) => judgeProduct(facts, use, around) === 'ok').length;
  return {
    products: products.length,
    usable: { cart: isUsable('cart'), recommended: isUsable('recommended') },
    found: products.flatMap((product) =>
      [
        ...ownFlaws(product, around),
        ...priceFlaws(product, store.currency, together),
        ...sharedFlaws(product, together),
      ].map((flaw) => ({ externalId: product.externalId, flaw })),
    ),
  };
};

const isDoubt = (flaw: CatalogueFlaw): number => (catalogueFlaws[flaw].severity === 'doubt' ? 1 : 0);

/** How often each flaw was found, the worst first. */
export const countFlaws = (found: readonly FoundFlaw[]): readonly (readonly [CatalogueFlaw, number])[] => {
  const counts = new Map<CatalogueFlaw, number>();
  for (const { flaw } of found) counts.set(flaw, (counts.get(flaw) ?? 0) + 1);
  return [...counts].toSorted(([a, many], [b, few]) => isDoubt(a) - isDoubt(b) || few - many);
};

/** What is seen of one product alone. */
const ownFlaws = ({ facts, category }: CheckedProduct, around: Surroundings): readonly CatalogueFlaw[] => {
  const image = imageFlaw(facts, around);
  const link = linkFlaw(facts, around);
  return [
    ...(facts.titles.length === 0 ? (['no_title'] as const) : []),
    ...(facts.titles.length > 0 && facts.titles.length < locales.length ? (['untranslated'] as const) : []),
    ...(image === 'no_image' || image === 'insecure_image' || image === 'expired_image' ? [image] : []),
    ...(link === 'no_link' || link === 'wrong_link' ? [link] : []),
    ...(category === null ? (['no_category'] as const) : []),
    ...(facts.stock !== undefined && facts.stock < 0 ? (['negative_stock'] as const) : []),
    ...(facts.stock !== undefined && !isStockFresh(facts, around) ? (['stale_stock'] as const) : []),
  ];
};

/** What was paid for it decides where that is known; its category, where it is not. */
const priceFlaws = (
  { facts: { price, currency }, category, paid }: CheckedProduct,
  own: string,
  { prices }: Together,
): readonly CatalogueFlaw[] => {
  if (price === undefined) return ['no_price'];
  if (price <= 0) return ['zero_price'];
  if (currency !== own) return ['other_currency'];
  if (paid !== null) return isOffHistory(price, paid) ? ['price_off_history'] : [];
  const others = category === null ? undefined : prices.get(category);
  return others && isOffCategory(price, others) ? ['price_off_category'] : [];
};

interface Together {
  readonly prices: ReadonlyMap<string, CategoryPrices>;
  readonly titles: ReadonlyMap<string, number>;
  readonly links: ReadonlyMap<string, number>;
  readonly images: ReadonlyMap<string, number>;
}

const lookAtAll = (products: readonly CheckedProduct[], currency: string): Together => {
  const prices = new Map<string, number[]>();
  for (const { facts, category } of products) {
    if (category === null || facts.price === undefined || facts.currency !== currency) continue;
    const others = prices.get(category) ?? [];
    prices.set(category, others);
    others.push(facts.price);
  }
  return {
    prices: new Map([...prices].map(([category, all]) => [category, categoryPrices(all)])),
    titles: occurrences(products.map(titleKey)),
    links: occurrences(products.map(({ url }) => url)),
    images: occurrences(products.map(({ imageUrl }) => imageUrl)),
  };
};

/** Titles that people take for the same one; a product that was never described has none. */
const titleKey = ({ title, facts }: CheckedProduct): string | null =>
  facts.titles.length === 0 ? null : title.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

const occurrences = (values: readonly (string | null)[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const isShared = (value: string | null, counts: ReadonlyMap<string, number>): boolean =>
  value !== null && (counts.get(value) ?? 0) > 1;

const sharedFlaws = (product: CheckedProduct, { titles, links, images }: Together): readonly CatalogueFlaw[] => {
  return [
    ...(isShared(titleKey(product), titles) ? (['duplicate_title'] as const) : []),
    ...(isShared(product.url, links) ? (['duplicate_link'] as const) : []),
    ...(isShared(product.imageUrl, images) ? (['duplicate_image'] as const) : []),
  ];
};
