import { templateIds } from '../../../activities/templates/index.ts';
import type { CartId, CustomerId } from '../../../domain/ids.ts';
import { type Locale, locales, type TemplateId } from '../../../domain/templates.ts';
import { asUuid, type PageRequest } from '../page.ts';

/** What a preview shows. */
export interface Choice {
  readonly template: TemplateId;
  readonly locale: Locale;
  /** A real cart, or an invented one at a stage. */
  readonly cart: CartId | 'sample' | 'sample-checkout';
  /** The code that an offer shows: as the store's policy decides, an invented one, or none. */
  readonly offer: (typeof offers)[number];
  /** Only this customer's carts are offered. */
  readonly customer?: CustomerId | undefined;
}

export const offers = ['policy', 'code', 'none'] as const;

/** Reads a choice; what is missing or wrong gets the first of its kind, and the newest cart there is. */
export const readChoice = ({ query, store }: PageRequest, newestCart: CartId | undefined): Choice => {
  const { cart } = query;
  const sample = cart === 'sample' || cart === 'sample-checkout' ? cart : undefined;
  return {
    template: templateIds.find((id) => id === query['template']) ?? templateIds[0]!,
    locale: locales.find((locale) => locale === query['locale']) ?? store?.locale ?? locales[0],
    cart: sample ?? (asUuid(cart) as CartId | undefined) ?? newestCart ?? 'sample',
    offer: offers.find((offer) => offer === query['offer']) ?? 'policy',
    customer: asUuid(query['customer']) as CustomerId | undefined,
  };
};

/** The choice as query parameters. */
export const choiceQuery = ({ template, locale, cart, offer }: Choice): string =>
  new URLSearchParams({ template, locale, cart, offer }).toString();
