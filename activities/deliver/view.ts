import type { GateFacts } from '../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { chooseProducts } from '../../domain/products/choose.ts';
import type { Locale, OfferId } from '../../domain/templates.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { cartView, offerView } from '../templates/cart/from-facts.ts';
import type { TemplateViews } from '../templates/view.ts';
import { productsSeen } from './products-seen.ts';

type Template = DeliverInput['template'];

/** Everything that a message is rendered from and addressed with; equal inputs give equal bytes. */
export interface RenderInputs<Id extends Template = Template> {
  readonly template: Id;
  readonly locale: Locale;
  readonly view: TemplateViews[Id];
  readonly from: string;
  readonly to: string;
}

/** The inputs of the message; undefined when the facts do not allow one (a rule then says why). */
export const renderInputs = (
  input: DeliverInput,
  facts: GateFacts,
  { unsubscribeUrl, now }: { readonly unsubscribeUrl: string; readonly now: Millis },
): RenderInputs | undefined => {
  const to = facts.addresses[0]?.value;
  const locale = facts.customer.locale ?? facts.store.locale;
  const products = productsSeen(facts);
  const choice = products && chooseProducts(products, facts.policy.policy.products, now);
  const cart = choice && cartView(facts, choice, locale, unsubscribeUrl);
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
