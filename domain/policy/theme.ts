import type { Locale } from '../templates.ts';

/** Colours as `#rrggbb`. */
export interface Palette {
  /** Around the message, and behind it. */
  readonly page: string;
  readonly paper: string;
  /** Of what is read, and of what stands beside it. */
  readonly ink: string;
  readonly soft: string;
  /** Of thin lines. */
  readonly rule: string;
  /** Of the main call, and what is written on it. */
  readonly accent: string;
  readonly onAccent: string;
}

/** Typefaces that every mail program has; others are not loaded by most. */
export type Typeface = 'serif' | 'sans';

/** How a shop's messages look and sound, and what the law wants at their foot: one theme a store. */
export interface ThemePolicy {
  /** In place of the shop's name; null: its name is written. Sizes as shown, in pixels. */
  readonly logo: {
    readonly url: string;
    /** For dark screens; without it the same one is shown there. */
    readonly darkUrl?: string | undefined;
    readonly width: number;
    readonly height: number;
  } | null;
  readonly colours: { readonly light: Palette; readonly dark: Palette };
  readonly typefaces: { readonly headings: Typeface; readonly text: Typeface };
  /** Of calls, boxes and pictures, in pixels; 0: square. */
  readonly corners: number;
  readonly tone: {
    /** `name`: by first name where one is known; `none`: without a name. */
    readonly greeting: 'name' | 'none';
    /** Who signs; a language without one is signed by the shop's team. */
    readonly signature: Readonly<Partial<Record<Locale, string>>>;
  };
  readonly legal: {
    /** Where the shop is, by post; null: not said. */
    readonly address: string | null;
    /** Who the shop is to the law, one line each: company, register, capital. */
    readonly lines: Readonly<Partial<Record<Locale, readonly string[]>>>;
    /** How the shop handles personal data. */
    readonly privacyUrl: string | null;
  };
}

export const defaultTheme: ThemePolicy = {
  logo: null,
  colours: {
    light: {
      page: '#f5f1ea',
      paper: '#ffffff',
      ink: '#23201c',
      soft: '#6a645c',
      rule: '#e7e1d8',
      accent: '#2f5d50',
      onAccent: '#ffffff',
    },
    dark: {
      page: '#191714',
      paper: '#24211d',
      ink: '#f1ece4',
      soft: '#b5ada2',
      rule: '#3b362f',
      accent: '#7fc4ae',
      onAccent: '#14231e',
    },
  },
  typefaces: { headings: 'serif', text: 'sans' },
  corners: 6,
  tone: { greeting: 'name', signature: {} },
  legal: { address: null, lines: {}, privacyUrl: null },
};
