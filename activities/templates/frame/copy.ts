import type { Locale } from '../../../domain/templates.ts';

/** The words that every message shares. */
export interface FrameCopy {
  readonly greeting: (name: string | undefined) => string;
  readonly signature: (shop: string) => string;
  readonly unsubscribe: string;
}

export const frameCopy: Readonly<Record<Locale, FrameCopy>> = {
  fr: {
    greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    signature: (shop) => `L’équipe ${shop}`,
    unsubscribe: 'Se désinscrire en un clic',
  },
  en: {
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    signature: (shop) => `The ${shop} team`,
    unsubscribe: 'Unsubscribe with one click',
  },
};
