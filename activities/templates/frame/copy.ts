import type { Locale } from '../../../domain/templates.ts';
import type { FrameView } from '../view.ts';

/** The words that every message shares. */
export interface FrameCopy {
  readonly greeting: (name: string | undefined) => string;
  readonly signature: (shop: string) => string;
  readonly unsubscribe: string;
  readonly preferences: string;
}

export const frameCopy: Readonly<Record<Locale, FrameCopy>> = {
  fr: {
    greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    signature: (shop) => `L’équipe ${shop}`,
    unsubscribe: 'Se désinscrire en un clic',
    preferences: 'Choisir ce que je reçois',
  },
  en: {
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    signature: (shop) => `The ${shop} team`,
    unsubscribe: 'Unsubscribe with one click',
    preferences: 'Choose what I receive',
  },
};

/** The links at the foot of a message, in order. */
export const waysOut = (
  { unsubscribeUrl, preferencesUrl }: Pick<FrameView, 'unsubscribeUrl' | 'preferencesUrl'>,
  words: FrameCopy,
): readonly { readonly url: string; readonly says: string }[] => [
  ...(unsubscribeUrl === undefined ? [] : [{ url: unsubscribeUrl, says: words.unsubscribe }]),
  ...(preferencesUrl === undefined ? [] : [{ url: preferencesUrl, says: words.preferences }]),
];
