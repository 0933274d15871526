import type { BuyableLine, ProductChoice, ShownProduct } from '../../../domain/products/choose.ts';
import type { BrandPolicy } from '../../../domain/policy/brand.ts';
import type { OfferTerms } from '../../../domain/offers/terms.ts';
import type { Locale } from '../../../domain/templates.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { preferencesUrl } from '../frame/links.ts';
import { inLanguage, type Missing, titleIn } from '../language.ts';
import type { CartView, LineView, OfferView } from '../view.ts';

/** What a cart message is made from, as it is stored. The gate and the preview make it the same way. */
export interface CartFacts {
  readonly store: {
    readonly name: string;
    readonly url: string;
    readonly timezone: string;
    readonly currency: string;
    /** Of the catalogue's own titles. */
    readonly locale?: Locale;
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
  /** What the shop answers about delivery, lead times and returns. */
  readonly answers?: BrandPolicy['answers'];
  /** Where the storefront fills the cart again; absent: only the address that the shop told of it is known. */
  readonly restoreUrl?: string | undefined;
  readonly products: readonly CartProduct[];
  readonly alternatives: readonly CartProduct[];
}

interface CartLine {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

interface CartProduct {
  readonly id: string;
  readonly externalId?: string;
  readonly title: string;
  readonly translations: Readonly<Partial<Record<Locale, { readonly title: string }>>>;
  readonly imageUrl: string | null;
  readonly url: string | null;
}

/** The view of a cart message that shows what was chosen; undefined when that is nothing. */
export const cartView = (
  facts: CartFacts,
  choice: ProductChoice,
  locale: Locale,
  unsubscribeUrl: string,
  missing: Missing = [],
): CartView | undefined => {
  const { cart, store, customer } = facts;
  if (!cart || (choice.buyable.length === 0 && choice.alternatives.length === 0)) return undefined;
  const money = (amount: number) => ({ amount, currency: cart.currency });
  const known = new Map([...facts.products, ...facts.alternatives].map((product) => [product.id, product]));
  const title = titleIn(store.locale, locale, missing);
  const answers = facts.answers && inLanguage(facts.answers, locale, 'brand.answers', missing);
  const titleOf = (id: string): string => title(known.get(id)!);
  const described = ({ id, price, image, link }: ShownProduct) => {
    const { imageUrl, url } = known.get(id)!;
    return {
      title: titleOf(id),
      ...(image && imageUrl !== null && { imageUrl }),
      ...(link && url !== null && { url }),
      unitPrice: money(price),
    };
  };
  return {
    shop: { name: store.name, url: store.url, timezone: store.timezone },
    customer: customer.firstName === null ? {} : { firstName: customer.firstName },
    unsubscribeUrl,
    preferencesUrl: preferencesUrl(unsubscribeUrl),
    ...(answers !== undefined && { answers }),
    cart: {
      stage: cart.stage,
      lines: choice.buyable.map((line): LineView => ({
        ...described(line),
        quantity: line.quantity,
        ...(line.oldPrice !== undefined && { oldPrice: money(line.oldPrice) }),
        ...(line.left !== undefined && { left: line.left }),
      })),
      ...(choice.soldOut.length > 0 && { soldOut: choice.soldOut.map(titleOf) }),
      ...(choice.alternatives.length > 0 && {
        alternatives: choice.alternatives.map((one) => ({ ...described(one), insteadOf: titleOf(one.insteadOf) })),
      }),
      ...(hasChanged(cart.lines, choice) && { changed: true }),
      total: money(choice.buyable.reduce((sum, { quantity, price }) => sum + quantity * price, 0)),
      url: (choice.buyable.length > 0 ? (facts.restoreUrl ?? cart.url) : null) ?? store.url,
    },
  };
};

/** The view of a message that only tells what of the cart cannot be had any more. */
export const soldOutView = (
  facts: CartFacts,
  { verdicts }: ProductChoice,
  locale: Locale,
  unsubscribeUrl: string,
  missing: Missing = [],
): CartView | undefined => {
  const { cart, store, customer } = facts;
  const known = new Map(facts.products.map((product) => [product.id, product]));
  const gone = verdicts.filter(({ verdict }) => verdict === 'out_of_stock').map(({ id }) => known.get(id)!);
  if (!cart || gone.length === 0) return undefined;
  return {
    shop: { name: store.name, url: store.url, timezone: store.timezone },
    customer: customer.firstName === null ? {} : { firstName: customer.firstName },
    unsubscribeUrl,
    cart: {
      stage: cart.stage,
      lines: [],
      soldOut: gone.map(titleIn(store.locale, locale, missing)),
      changed: true,
      total: { amount: 0, currency: cart.currency },
      url: store.url,
    },
  };
};

/** Whether the cart is shown otherwise than the customer left it. */
const hasChanged = (lines: readonly CartLine[], { buyable }: ProductChoice): boolean => {
  const told = new Map(lines.map((line) => [line.productId, line]));
  const isAsTold = ({ id, price, quantity }: BuyableLine): boolean =>
    told.get(id)?.unitPrice === price && told.get(id)?.quantity === quantity;
  return buyable.length < lines.length || !buyable.every(isAsTold);
};

/** A code with what it gives and until when, in the store's currency. */
export const offerView = (
  { code, terms, expiresAt }: { readonly code: string; readonly terms: OfferTerms; readonly expiresAt: Date },
  currency: string,
): OfferView => {
  const { gives } = terms;
  return {
    gives: gives.kind === 'amount' ? { kind: 'amount', amount: { amount: gives.amount, currency } } : gives,
    code,
    validUntil: toInstant(expiresAt.getTime()),
  };
};
