import { type OfferPolicy, offerApplies } from '../../../domain/offers.ts';
import type { Locale, OfferId } from '../../../domain/templates.ts';
import type { CartView, LineView, OfferView } from '../view.ts';

/** What a cart message is made from, as it is stored. The gate and the preview make it the same way. */
export interface CartFacts {
  readonly store: {
    readonly name: string;
    readonly url: string;
    readonly timezone: string;
    readonly currency: string;
    readonly offers: Readonly<Partial<Record<OfferId, OfferPolicy>>>;
  };
  readonly customer: { readonly firstName: string | null };
  readonly cart?:
    | {
        readonly stage: CartView['cart']['stage'];
        readonly currency: string;
        readonly url: string | null;
        readonly lines: readonly CartLine[];
      }
    | undefined;
  readonly products: readonly CartProduct[];
  /** How often the customer ordered before. */
  readonly orders: { readonly count: number };
}

interface CartLine {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

interface CartProduct {
  readonly id: string;
  readonly title: string;
  readonly translations: Readonly<Partial<Record<Locale, { readonly title: string }>>>;
  readonly imageUrl: string | null;
  readonly url: string | null;
}

/** The cart's lines whose product has a title to show. */
export const usableLines = (
  facts: Pick<CartFacts, 'cart' | 'products'>,
): readonly { readonly line: CartLine; readonly product: CartProduct }[] => {
  const known = new Map(facts.products.map((product) => [product.id, product]));
  return (facts.cart?.lines ?? []).flatMap((line) => {
    const product = known.get(line.productId);
    return product && product.title !== '' && line.quantity > 0 ? [{ line, product }] : [];
  });
};

/** The view of a cart message; undefined when there is nothing to show. */
export const cartView = (facts: CartFacts, locale: Locale, unsubscribeUrl: string): CartView | undefined => {
  const { cart, store, customer } = facts;
  const lines = usableLines(facts);
  if (!cart || lines.length === 0) return undefined;
  const money = (amount: number) => ({ amount, currency: cart.currency });
  return {
    shop: { name: store.name, url: store.url, timezone: store.timezone },
    customer: customer.firstName === null ? {} : { firstName: customer.firstName },
    unsubscribeUrl,
    cart: {
      stage: cart.stage,
      lines: lines.map(({ line, product }): LineView => ({
        title: product.translations[locale]?.title ?? product.title,
        ...(product.imageUrl !== null && { imageUrl: product.imageUrl }),
        ...(product.url !== null && { url: product.url }),
        quantity: line.quantity,
        unitPrice: money(line.unitPrice),
      })),
      total: money(lines.reduce((sum, { line }) => sum + line.quantity * line.unitPrice, 0)),
      url: cart.url ?? store.url,
    },
  };
};

/** The offer `id`, when the store's policy grants it to this basket and customer (R13, R14). */
export const offerView = (id: OfferId | undefined, facts: CartFacts, view: CartView): OfferView | undefined => {
  const policy = id && facts.store.offers[id];
  // A minimum is in the store's currency: a basket in another one cannot be compared with it.
  const total = view.cart.total.currency === facts.store.currency ? view.cart.total.amount : 0;
  if (!policy || !offerApplies(policy, { total, orders: facts.orders.count })) return undefined;
  return { percent: policy.percent, code: policy.code };
};
