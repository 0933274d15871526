import type { Locale } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';

const tags: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** `10 %` or `10%`. */
export const formatPercent = (percent: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale], { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100);

/** `1 000` or `1,000`. */
export const formatNumber = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale]).format(value);

/** `vendredi 27 novembre, 09:00–11:00`: a stretch of one day as the shop's clock shows it. */
export const formatStretch = (from: Instant, to: Instant, locale: Locale, timezone?: string): string => {
  const zone = { timeZone: timezone ?? 'UTC' };
  const day = new Intl.DateTimeFormat(tags[locale], { weekday: 'long', day: 'numeric', month: 'long', ...zone });
  const hours = new Intl.DateTimeFormat(tags[locale], { hour: '2-digit', minute: '2-digit', ...zone });
  const [begins, ends] = [new Date(from), new Date(to)];
  const sameDay = day.format(begins) === day.format(ends);
  const until = sameDay ? hours.format(ends) : `${day.format(ends)}, ${hours.format(ends)}`;
  return `${day.format(begins)}, ${hours.format(begins)}–${until}${timezone ? '' : ' UTC'}`;
};

/** `instant` as the shop's clock shows it; in UTC, and saying so, when its zone is not known. */
export const formatInstant = (instant: Instant, locale: Locale, timezone?: string): string =>
  new Intl.DateTimeFormat(tags[locale], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone ?? 'UTC',
    ...(timezone ? {} : { timeZoneName: 'short' }),
  }).format(new Date(instant));
