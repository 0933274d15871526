import type { Locale } from '../../../domain/templates.ts';

/**
 * `copy` with the spaces that its language wants: in French a narrow one before `?`, `!`, `;` and `%`, a full one before
 * `:` and within « », and none of them may break (Imprimerie nationale, Lexique des règles typographiques). Copy is
 * written with plain spaces.
 */
export const typeset = <Copy>(copy: Copy, locale: Locale): Copy =>
  locale === 'fr' ? (mapStrings(copy, inFrench) as Copy) : copy;

const inFrench = (text: string): string =>
  text.replaceAll(/ (?=[?!;%])/gu, '\u202f').replaceAll(/ (?=[:»€])|(?<=«) |(?<=\bn°) (?=\d)/gu, '\u00a0');

const mapStrings = (value: unknown, map: (text: string) => string): unknown => {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)]));
  }
  return value;
};
