import type { Locale } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';

/** The last moment of a link, in the shop's civil time; in UTC, and saying so, where its zone is not known. */
export const until = (instant: Instant, timezone: string | undefined, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: timezone ?? 'UTC',
  }).format(new Date(instant)) + (timezone === undefined ? ' UTC' : '');
