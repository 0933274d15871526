import type { GateFacts } from '../../db/facts.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { offerApplies } from '../../domain/offers.ts';
import type { Locale, OfferId } from '../../domain/templates.ts';
import type { CartView, LineView, OfferView, TemplateViews } from '../templates/view.ts';

type Template = DeliverInput['template'];

/** Everything that a message is rendered from and addressed with; equal inputs give equal bytes. */
export interface RenderInputs<Id extends Template = Template> {
  readonly template: Id;
  readonly locale: Locale;
  readonly view: TemplateViews[Id];
  readonly from: string;
  readonly to: string;
}

/** The cart's lines whose product has a title to show. */
export const usableLines = (facts: Pick<GateFacts, 'cart' | 'products'>) => {
  const known = new Map(facts.products.map((product) => [product.id, product]));
  return (facts.cart?.lines ?? []).flatMap((line) => {
    const product = known.get(line.productId);
    return product && product.title !== '' && line.quantity > 0 ? [{ line, product }] : [];
  });
};

/** The inputs of the message; undefined when the facts do not allow one (a rule then says why). */
export const renderInputs = (
  input: DeliverInput,
  facts: GateFacts,
  unsubscribeUrl: string,
): RenderInputs | undefined => {
  const to = facts.addresses[0]?.value;
  const locale = facts.customer.locale ?? facts.store.locale;
  const cart = cartView(facts, locale, unsubscribeUrl);
  if (!to || !cart) return undefined;
  const common = { locale, from: facts.store.sender, to };
  switch (input.template) {
    case 'cart/reminder':
    case 'cart/reassurance':
      return { template: input.template, view: cart, ...common };
    case 'cart/offer': {
      const offer = offerView(input.props['offer'] as OfferId | undefined, facts, cart);
      return { template: input.template, view: { ...cart, ...(offer && { offer }) }, ...common };
    }
    default:
      return input.template satisfies never;
  }
};

const cartView = (facts: GateFacts, locale: Locale, unsubscribeUrl: string): CartView | undefined => {
  const { cart, store, customer } = facts;
  const lines = usableLines(facts);
  if (!cart || lines.length === 0) return undefined;
  const money = (amount: number) => ({ amount, currency: cart.currency });
  return {
    shop: { name: store.name, url: store.url },
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

/** The offer that the step names, when the store's policy grants it to this basket and customer (R13, R14). */
const offerView = (id: OfferId | undefined, facts: GateFacts, view: CartView): OfferView | undefined => {
  const policy = id && facts.store.offers[id];
  // A minimum is in the store's currency: a basket in another one cannot be compared with it.
  const total = view.cart.total.currency === facts.store.currency ? view.cart.total.amount : 0;
  if (!policy || !offerApplies(policy, { total, orders: facts.orders })) return undefined;
  return { percent: policy.percent, code: policy.code };
};
