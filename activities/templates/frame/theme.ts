import { defaultTheme, type ThemePolicy } from '../../../domain/policy/theme.ts';
import type { Locale } from '../../../domain/templates.ts';
import { inLanguage, type Missing } from '../language.ts';

/** A store's theme in one language. */
export interface ThemeView {
  readonly logo: ThemePolicy['logo'];
  readonly colours: ThemePolicy['colours'];
  readonly typefaces: ThemePolicy['typefaces'];
  readonly corners: number;
  readonly greeting: ThemePolicy['tone']['greeting'];
  readonly signature?: string;
  /** The shop's address and what the law wants, one line each. */
  readonly legal: readonly string[];
  readonly privacyUrl?: string;
}

/** The theme as a message in `locale` shows it; what is missing in it is noted in `missing`. */
export const themeView = (theme: ThemePolicy, locale: Locale, missing: Missing): ThemeView => {
  const { logo, colours, typefaces, corners, tone, legal } = theme;
  const signature = inLanguage(tone.signature, locale, 'theme.signature', missing);
  return {
    logo,
    colours,
    typefaces,
    corners,
    greeting: tone.greeting,
    ...(signature !== undefined && { signature }),
    legal: [
      ...(legal.address === null ? [] : [legal.address]),
      ...(inLanguage(legal.lines, locale, 'theme.legal', missing) ?? []),
    ],
    ...(legal.privacyUrl !== null && { privacyUrl: legal.privacyUrl }),
  };
};

/** Of a message that is made without a store. */
export const plainTheme: ThemeView = themeView(defaultTheme, 'en', []);
