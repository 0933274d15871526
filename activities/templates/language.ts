import { type Locale, locales } from '../../domain/templates.ts';

/** What a message wanted to say and has in another language only: `theme.signature`, `product/42`. Filled while its view is made. */
export type Missing = string[];

/**
 * What is said in `locale`, else what is said in another language (R232): a shop that wrote it once meant it to be read.
 * Undefined where it is said in none.
 */
export const inLanguage = <Said>(
  said: Readonly<Partial<Record<Locale, Said>>>,
  locale: Locale,
  what: string,
  missing: Missing,
): Said | undefined => {
  const own = said[locale];
  if (own !== undefined) return own;
  const other = locales.map((one) => said[one]).find((one) => one !== undefined);
  if (other !== undefined) missing.push(what);
  return other;
};

/** A product's title as it is stored. */
interface Titled {
  readonly id: string;
  /** The shop's own id. */
  readonly externalId?: string;
  readonly title: string;
  readonly translations: Readonly<Partial<Record<Locale, { readonly title: string }>>>;
}

/** Titles in `locale`, else as the catalogue has them, in `own` language. */
export const titleIn =
  (own: Locale | undefined, locale: Locale, missing: Missing) =>
  ({ id, externalId = id, title, translations }: Titled): string => {
    const translated = translations[locale]?.title;
    if (translated !== undefined) return translated;
    if (own !== undefined && own !== locale) missing.push(`product/${externalId}`);
    return title;
  };
