import type { ProductsPolicy, ProductUse } from '../policy/products.ts';
import type { ProductFacts, ProductsOfMessage } from '../rules/facts/products.ts';
import { type Duration, durationMillis } from '../time/duration.ts';
import type { Millis } from '../time/instant.ts';
import type { ProductFlaw, ProductVerdict } from './flaws.ts';
import { isAllowedHost, storeHosts } from './hosts.ts';

/** What a product is judged by, besides itself. */
export interface Surroundings {
  readonly policy: ProductsPolicy;
  readonly now: Millis;
  readonly message: Pick<ProductsOfMessage, 'language' | 'currency' | 'storeHost' | 'stockToldAt'>;
}

/** Why its picture cannot be shown (R230); undefined when it can. */
export const imageFlaw = ({ image }: ProductFacts, { now, message }: Surroundings): ProductFlaw | undefined => {
  if (!image) return 'no_image';
  if (!image.secure) return 'insecure_image';
  if (image.expiresAt !== undefined && image.expiresAt <= now) return 'expired_image';
  return image.language !== undefined && image.language !== message.language ? 'foreign_image' : undefined;
};

/** Why its page cannot be linked to (R208); undefined when it can. */
export const linkFlaw = ({ linkHost }: ProductFacts, { policy, message }: Surroundings): ProductFlaw | undefined => {
  if (linkHost === undefined) return 'no_link';
  return isAllowedHost(linkHost, [...storeHosts(message.storeHost), ...policy.linkHosts]) ? undefined : 'wrong_link';
};

/** Whether a product may be shown for `use`: whole, in the right language and currency, fresh and in stock (R229, R217). */
export const judgeProduct = (product: ProductFacts, use: ProductUse, around: Surroundings): ProductVerdict =>
  descriptionFlaw(product, use, around) ?? priceFlaw(product, use, around) ?? stockFlaw(product, use, around) ?? 'ok';

const descriptionFlaw = (product: ProductFacts, use: ProductUse, around: Surroundings): ProductFlaw | undefined => {
  const needs = new Set(around.policy.needs[use]);
  if (needs.has('title') && product.titles.length === 0) return 'no_title';
  if (needs.has('language') && !product.titles.includes(around.message.language)) return 'wrong_language';
  const image = needs.has('image') ? imageFlaw(product, around) : undefined;
  const link = needs.has('link') ? linkFlaw(product, around) : undefined;
  if (image ?? link) return image ?? link;
  if (needs.has('price') && product.price === undefined) return 'no_price';
  const isOld = isOlder(product.describedAt, around.policy.freshFor.description, around.now);
  return isOld ? 'stale_description' : undefined;
};

const priceFlaw = (
  { price, currency, pricedAt }: ProductFacts,
  use: ProductUse,
  around: Surroundings,
): ProductFlaw | undefined => {
  if (price === undefined) return undefined;
  // A cart may hold a gift; nothing that costs nothing is for sale.
  if (price < 0 || (price === 0 && use === 'recommended')) return 'no_price';
  if (currency !== around.message.currency) return 'other_currency';
  return isOlder(pricedAt, around.policy.freshFor.price, around.now) ? 'stale_price' : undefined;
};

const stockFlaw = (product: ProductFacts, use: ProductUse, around: Surroundings): ProductFlaw | undefined => {
  const { stock } = product;
  if (stock === undefined) return undefined;
  // However old it is: what was gone is not promoted on the hope that it is back.
  if (stock <= 0) return 'out_of_stock';
  if (!isStockFresh(product, around)) return 'stale_stock';
  return use === 'recommended' && stock <= around.policy.recommendAbove ? 'low_stock' : undefined;
};

/** Whether a product's stock was told lately enough to be spoken of. */
export const isStockFresh = ({ stockedAt }: ProductFacts, { policy, now, message }: Surroundings): boolean => {
  const told = policy.stockSilence === 'unchanged' ? (message.stockToldAt ?? stockedAt) : stockedAt;
  return !isOlder(told, policy.freshFor.stock, now);
};

/** What has no date cannot be shown to be fresh. */
const isOlder = (at: Millis | undefined, limit: Duration | null, now: Millis): boolean =>
  limit !== null && (at === undefined || now - at > durationMillis(limit));
