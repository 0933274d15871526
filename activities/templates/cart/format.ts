import type { Locale } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';

const tags: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** `10 %` or `10%`. */
export const formatPercent = (percent: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale], { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100);

/** `1 000` or `1,000`. */
export const formatNumber = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale]).format(value);

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
