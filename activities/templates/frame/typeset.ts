import type { Locale } from '../../../domain/templates.ts';

/**
 * `copy` with the spaces that its language wants: in French no line may begin with `?`, `!`, `:`, `;`
 * or `%`, so that the space before them does not break. Copy is written with plain spaces.
 */
export const typeset = <Copy>(copy: Copy, locale: Locale): Copy =>
  locale === 'fr' ? (mapStrings(copy, (text) => text.replace(/ (?=[?!:;%»])/gu, '\u00a0')) as Copy) : copy;

const mapStrings = (value: unknown, map: (text: string) => string): unknown => {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)]));
  }
  return value;
};
