import type { Locale } from '../../../../domain/templates.ts';
import type { CartView } from '../../view.ts';

/** What a message about a cart says instead of its own words when nothing in it can be bought any more. */
export interface SoldOutCopy {
  readonly subject: string;
  readonly preview: string;
  readonly title: string;
  readonly opening: string;
  readonly call: string;
  readonly closing: string;
}

const words: Readonly<Record<Locale, (shop: string) => SoldOutCopy>> = {
  fr: (shop) => ({
    subject: 'Épuisé, mais voici ce qui s’en rapproche',
    preview: 'Ce que vous aviez choisi est parti ; nous avons cherché ce qui lui ressemble.',
    title: 'Ce que vous aviez choisi est épuisé',
    opening:
      'Ce que vous aviez mis dans votre panier n’est plus disponible. Voici, au plus près, ce que nous avons aujourd’hui.',
    call: 'Voir la boutique',
    closing: `Merci de votre visite chez ${shop}, et à bientôt.`,
  }),
  en: (shop) => ({
    subject: 'Sold out, but here is what comes close',
    preview: 'What you had chosen is gone; we looked for something like it.',
    title: 'What you had chosen is sold out',
    opening: 'What you put in your cart is not available any more. Here is the closest to it that we have today.',
    call: 'Visit the shop',
    closing: `Thank you for your visit to ${shop}; see you soon.`,
  }),
};

/** The words of a cart of which nothing is left; undefined while something of it can be bought. */
export const soldOutCopy = ({ cart, shop }: CartView, locale: Locale): SoldOutCopy | undefined =>
  cart.lines.length > 0 ? undefined : words[locale](shop.name);

const nothingLeft: Readonly<Record<Locale, (shop: string) => Partial<SoldOutCopy> & { readonly why: string }>> = {
  fr: (shop) => ({
    subject: 'Ce que vous aviez choisi est épuisé',
    preview: 'Nous préférons vous le dire.',
    opening:
      'Ce que vous aviez mis dans votre panier n’est plus disponible, et nous n’avons rien d’assez proche à vous proposer. Nous préférons vous le dire.',
    why: `Vous recevez ce message parce que vous avez laissé un panier chez ${shop} et accepté nos e-mails.`,
  }),
  en: (shop) => ({
    subject: 'What you had chosen is sold out',
    preview: 'We would rather tell you.',
    opening:
      'What you put in your cart is not available any more, and we have nothing close enough to propose. We would rather tell you.',
    why: `You receive this message because you left a cart at ${shop} and agreed to our e-mails.`,
  }),
};

/** The same where nothing like it is there either. */
export const nothingLeftCopy = ({ shop }: CartView, locale: Locale) => ({
  ...words[locale](shop.name),
  ...nothingLeft[locale](shop.name),
});
