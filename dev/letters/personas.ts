import { themeView } from '../../activities/templates/frame/theme.ts';
import { defaultTheme, type ThemePolicy } from '../../domain/policy/theme.ts';
import { isLetter } from '../../domain/template-needs.ts';
import type { Locale, TemplateId } from '../../domain/templates.ts';
import { bareView, checkoutView, mixedView, offerView, soldOutView } from '../../test/templates/samples.ts';
import { stretch } from './stretch.ts';

/** Everything that any template shows. */
export type AnyView = typeof offerView;

/** Whom a letter is looked at with: what is known of them, and of the shop. */
export interface Persona {
  readonly name: string;
  readonly about: string;
  /** Which templates look otherwise with them; all unless told. */
  readonly of?: (template: TemplateId) => boolean;
  readonly view: AnyView;
}

const hasCart = (template: TemplateId): boolean => template.startsWith('cart/');

/** Words without a place to break, and as long as a title may be. */
const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const longest = (text: string, name: string): string => {
  if (name === 'firstName') return 'Maximiliane-Friederike-Alexandrina'.slice(0, 40);
  if (name === 'code') return 'EXTRAORDINAIREMENT-LONG-0123456789ABCDEF';
  return `${text} ${long} ${text}`;
};

/** What people try who sign up at, or sell through, other people's shops. */
const markup = `"><script>alert('x')</script><img src=x onerror=alert(1)></td></table>\u202e{{7*7}}`;

/** Addresses that we write ourselves. */
const ours = new Set(['unsubscribeUrl', 'preferencesUrl']);

const withoutOffer = ({ offer: _offer, ...view }: AnyView): AnyView => view;

const { cart, confirmation, unsubscribeUrl, preferencesUrl } = offerView;

export const personas: readonly Persona[] = [
  { name: 'camille', about: 'everything is known, and there is an offer', view: offerView },
  {
    name: 'unknown',
    about: 'nothing is known of the customer, and the shop says nothing of itself',
    view: {
      ...bareView,
      cart: { ...cart, lines: cart.lines.map(({ imageUrl: _image, url: _url, ...line }) => line) },
      confirmation,
      unsubscribeUrl: unsubscribeUrl!,
      preferencesUrl: preferencesUrl!,
    },
  },
  {
    name: 'longest',
    about: 'everything is as long, as much and as dear as it may be',
    view: stretch(
      { ...mixedView, ...offerView, cart: { ...cart, ...mixedView.cart, lines: cart.lines } },
      { text: longest, large: true },
    ),
  },
  {
    name: 'hostile',
    about: 'every text is markup, and every address a script',
    view: stretch(offerView, {
      text: () => markup,
      url: (url, name) => (ours.has(name) ? url : 'javascript:alert(1)'),
    }),
  },
  { name: 'checkout', about: 'had begun to order', of: hasCart, view: { ...offerView, ...checkoutView } },
  {
    name: 'changed',
    about: 'prices fell, few are left, one is sold out',
    of: hasCart,
    view: { ...offerView, ...mixedView },
  },
  { name: 'sold-out', about: 'nothing of the cart is left', of: hasCart, view: { ...offerView, ...soldOutView } },
  {
    name: 'no-offer',
    about: 'everything is known, and there is no offer',
    of: (template) => hasCart(template) || isLetter(template),
    view: withoutOffer(offerView),
  },
];

export const findPersona = (name: string | undefined): Persona =>
  personas.find((persona) => persona.name === name) ?? personas[0]!;

/** The personas with whom a template is looked at. */
export const personasOf = (template: TemplateId): readonly Persona[] =>
  personas.filter(({ of }) => of === undefined || of(template));

/** What any template is rendered from with a persona, in the theme of a shop. */
export const viewOf = ({ view }: Persona, locale: Locale, theme: ThemePolicy = defaultTheme): AnyView => ({
  ...view,
  theme: themeView(theme, locale, []),
});
