import { pick } from '../../domain/split.ts';
import type { Locale } from '../../domain/templates.ts';

/** Whether a shopper agreed to marketing e-mail: some never did, some take it back. */
export type ConsentStory = 'given' | 'never' | 'withdrawn';

/** The person invented for one user of the file. */
export interface Shopper {
  readonly id: string;
  readonly firstName: string;
  /** At a domain reserved for examples (RFC 2606): nobody can be written to. */
  readonly email: string;
  readonly locale: Locale;
  readonly timezone: string;
  readonly consent: ConsentStory;
}

const firstNames: Readonly<Record<Locale, readonly string[]>> = {
  fr: 'Marie Léa Camille Chloé Inès Jeanne Zoé Louise Hugo Louis Jules Adam Paul Karim Antoine Mathis'.split(' '),
  en: 'Olivia Amelia Grace Emily Sophie Ruby Nora Isla Jack Harry Oscar Noah Leo Arthur Sam Theo'.split(' '),
};

const domains = ['example.com', 'example.net', 'example.org', 'mail.example', 'post.test'];

/** The shopper that `user` always stands for: nothing is drawn at random. */
export const shopperOf = (user: string): Shopper => {
  const draw = <Value extends string>(what: string, weights: Readonly<Record<Value, number>>): Value =>
    pick(`${user}/${what}`, weights);
  const locale = draw<Locale>('locale', { fr: 70, en: 30 });
  const timezone =
    locale === 'fr'
      ? draw('zone', { 'Europe/Paris': 85, 'Europe/Brussels': 8, 'America/Montreal': 4, 'Indian/Reunion': 3 })
      : draw('zone', { 'Europe/London': 60, 'Europe/Dublin': 20, 'America/New_York': 15, 'Europe/Paris': 5 });
  const firstName = draw('name', even(firstNames[locale]));
  const number = user.replace(/^\D+/, '');
  return {
    id: user,
    firstName,
    email: `${plain(firstName)}.${number}@${draw('domain', even(domains))}`,
    locale,
    timezone,
    consent: draw('consent', { given: 85, never: 10, withdrawn: 5 }),
  };
};

const even = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(values.map((value) => [value, 1]));

const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
