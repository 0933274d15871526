import type { Locale } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { dayWords, hourWords, momentWords } from '../season/dates.ts';

const tags: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** `10 %` or `10%`. */
export const formatPercent = (percent: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale], { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100);

/** `1 000` or `1,000`. */
export const formatNumber = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale]).format(value);

/** `vendredi 27 novembre, de 9 h à 11 h`, `Friday 27 November, 09:00–11:00`: a stretch as the shop's clock shows it. */
export const formatStretch = (from: Instant, to: Instant, locale: Locale, timezone?: string): string => {
  const [begins, ends] = [dayWords(from, locale, timezone), dayWords(to, locale, timezone)];
  const [first, last] = [hourWords(from, locale, timezone), hourWords(to, locale, timezone)];
  const zone = timezone ? '' : ' UTC';
  if (locale === 'en') return `${begins}, ${first}–${begins === ends ? '' : `${ends}, `}${last}${zone}`;
  if (begins === ends) return `${begins}, de ${first} à ${last}${zone}`;
  return `entre ${momentWords(from, locale, timezone)} et ${momentWords(to, locale, timezone)}`;
};

/**
 * `1er décembre 2026 à 19 h`, `1 December 2026 at 19:00`: an instant as the shop's clock shows it; in UTC, and saying so,
 * when its zone is not known.
 */
export const formatInstant = (instant: Instant, locale: Locale, timezone?: string): string => {
  const date = { day: 'numeric', month: 'long', year: 'numeric', timeZone: timezone ?? 'UTC' } as const;
  const day = new Intl.DateTimeFormat(tags[locale], date).format(new Date(instant));
  const [said, at] = locale === 'fr' ? [day.replace(/^1 /u, '1er '), 'à'] : [day, 'at'];
  return `${said} ${at} ${hourWords(instant, locale, timezone)}${timezone ? '' : ' UTC'}`;
};
