import type { Locale } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { oneLine } from '../frame/clean.ts';
import type { CampaignView, LetterView } from '../view.ts';

const tags: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

const partsOf = (instant: Instant, locale: Locale, zone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: zone }).format(new Date(instant));

/**
 * `mercredi 24 juin`, `Wednesday 24 June`: a day as it stays true whenever the letter is opened. Never "tomorrow", never
 * "in 3 days": who opens it late would be told something wrong.
 */
export const dayWords = (instant: Instant, locale: Locale, zone = 'UTC'): string =>
  partsOf(instant, locale, zone, { weekday: 'long', day: 'numeric', month: 'long' })
    .replace(',', '')
    .replace(/ 1 (?=\p{L})/u, locale === 'fr' ? ' 1er ' : ' 1 ');

/** `8 h`, `8 h 30`, `23 h 59`; `08:00`, `23:59`. */
export const hourWords = (instant: Instant, locale: Locale, zone = 'UTC'): string => {
  const [hour = '', minute = ''] = partsOf(instant, 'en', zone, { hour: '2-digit', minute: '2-digit' }).split(':');
  if (locale === 'en') return `${hour}:${minute}`;
  return `${Number(hour)}\u00a0h${minute === '00' ? '' : `\u00a0${minute}`}`;
};

/** `mercredi 24 juin à 8 h`, `Wednesday 24 June at 08:00`; in UTC, and saying so, where the shop's zone is not known. */
export const momentWords = (instant: Instant, locale: Locale, zone?: string): string =>
  `${dayWords(instant, locale, zone)} ${locale === 'fr' ? 'à' : 'at'} ${hourWords(instant, locale, zone)}${zone === undefined ? ' UTC' : ''}`;

/** The campaign of a letter, its words short enough for a subject. @throws Error when the letter is about none. */
export const campaignOf = ({ campaign }: LetterView): CampaignView => {
  if (!campaign) throw new Error('a letter of the season is about no campaign [TEMPLATE_NO_CAMPAIGN]');
  return { ...campaign, label: oneLine(campaign.label, 40) };
};

/** Every date that is still to come at `from`, each with what happens then. */
export const datesAhead = (
  { second, third, ends }: CampaignView,
  from: Instant,
  locale: Locale,
  zone: string | undefined,
): readonly { readonly term: string; readonly text: string }[] =>
  (
    [
      [second, locale === 'fr' ? 'Deuxième démarque' : 'Second markdown'],
      [third, locale === 'fr' ? 'Troisième démarque' : 'Third markdown'],
      [ends, locale === 'fr' ? 'Fin' : 'End'],
    ] as const
  ).flatMap(([at, term]) => (at !== undefined && at > from ? [{ term, text: momentWords(at, locale, zone) }] : []));
