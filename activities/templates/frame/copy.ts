import type { Locale } from '../../../domain/templates.ts';
import type { FrameView } from '../view.ts';
import { greetingName, oneLine, webUrl } from './clean.ts';
import { plainTheme } from './theme.ts';

/** The words that every message shares. */
export interface FrameCopy {
  readonly greeting: (name: string | undefined) => string;
  readonly signature: (shop: string) => string;
  readonly unsubscribe: string;
  readonly preferences: string;
  readonly privacy: string;
}

export const frameCopy: Readonly<Record<Locale, FrameCopy>> = {
  fr: {
    greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    signature: (shop) => `L’équipe ${shop}`,
    unsubscribe: 'Se désinscrire en un clic',
    preferences: 'Choisir ce que je reçois',
    privacy: 'Vos données personnelles',
  },
  en: {
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    signature: (shop) => `The ${shop} team`,
    unsubscribe: 'Unsubscribe with one click',
    preferences: 'Choose what I receive',
    privacy: 'Your personal data',
  },
};

/** How a message begins: by name where one is known, looks like one, and the theme wants it. */
export const greetingOf = ({ customer, theme = plainTheme }: FrameView, locale: Locale): string =>
  frameCopy[locale].greeting(theme.greeting === 'name' ? greetingName(customer.firstName) : undefined);

/** Who signs. */
export const signatureOf = ({ shop, theme = plainTheme }: FrameView, locale: Locale): string => {
  const { signature } = theme;
  return signature === undefined ? frameCopy[locale].signature(oneLine(shop.name, 80)) : oneLine(signature, 80);
};

/** Who sends it: the shop's name, where it is, what the law wants said. */
export const footLines = ({ shop, theme = plainTheme }: FrameView): readonly string[] => [
  ...new Set([oneLine(shop.name, 80), ...theme.legal.map((line) => oneLine(line, 200))]),
];

/** The links at the foot of a message, in order. */
export const waysOut = (
  {
    unsubscribeUrl,
    preferencesUrl,
    theme = plainTheme,
  }: Pick<FrameView, 'unsubscribeUrl' | 'preferencesUrl' | 'theme'>,
  words: FrameCopy,
): readonly { readonly url: string; readonly says: string }[] => {
  const privacy = webUrl(theme.privacyUrl);
  return [
    ...(unsubscribeUrl === undefined ? [] : [{ url: unsubscribeUrl, says: words.unsubscribe }]),
    ...(preferencesUrl === undefined ? [] : [{ url: preferencesUrl, says: words.preferences }]),
    ...(privacy === undefined ? [] : [{ url: privacy, says: words.privacy }]),
  ];
};
