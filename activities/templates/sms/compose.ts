import type { Locale } from '../../../domain/templates.ts';
import { webUrl } from '../frame/clean.ts';
import type { LinkOf, SmsTerms } from '../view.ts';
import { gsm, smsLength } from './gsm.ts';

/** What one text message says, without what all have: the shop's name and how to end them. */
export interface SmsWords {
  /** A sentence or two, as short as it can be; its values cut to a length by whoever writes it. */
  readonly says: string;
  /** Where it leads, the best first: the first that leaves the message within its length is used. */
  readonly links: readonly (string | undefined)[];
}

/** A shop's name is cut here: more would eat the message. */
const brandLength = 24;

/** A shop's name as it stands before the message; no link of its own. */
export const brandOf = (name: string): string => gsm(withoutLinks(name), brandLength);

/** Values bring no link of their own. */
const withoutLinks = (text: string): string => text.replaceAll('://', ' ');

/** How to end such messages, in each marketing one (R195; CPCE L34-5: simple, free, and in each message). */
export const stopClause = ({ number }: NonNullable<SmsTerms['wayOut']>, locale: Locale): string =>
  number === null ? clauses[locale].reply : clauses[locale].to(gsm(number, 16));

const clauses: Readonly<Record<Locale, { readonly reply: string; readonly to: (number: string) => string }>> = {
  fr: { reply: 'Stop SMS: répondez STOP', to: (number) => `STOP au ${number}` },
  en: { reply: 'Reply STOP to opt out', to: (number) => `Text STOP to ${number}` },
};

/** A whole text message: the shop, what it says, one link, and in marketing how to end them (R196). Pure. */
export const composeSms = (
  shop: string,
  words: SmsWords,
  locale: Locale,
  terms: SmsTerms,
  link: LinkOf = (url) => url,
): string => {
  const brand = brandOf(shop);
  const says = gsm(withoutLinks(words.says), 300);
  const links = words.links.flatMap((url) => webUrl(url) ?? []).map((url) => link(url, 0));
  const text = (link: string | undefined): string =>
    [
      `${brand}${locale === 'fr' ? ' :' : ':'} ${says}${link === undefined ? '' : ` ${link}`}`,
      ...(terms.wayOut ? [stopClause(terms.wayOut, locale)] : []),
    ].join('\n');
  const fitting = links.find((link) => smsLength(text(link)).segments <= terms.mostSegments);
  return text(fitting ?? links.toSorted((a, b) => a.length - b.length)[0]);
};
