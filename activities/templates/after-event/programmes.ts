import type { BrandPage } from '../../../domain/policy/brand.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Point } from '../frame/parts.tsx';
import type { LetterView } from '../view.ts';

const words: Readonly<Record<Locale, readonly (readonly [page: BrandPage | undefined, point: Point])[]>> = {
  fr: [
    ['loyalty', { term: 'La fidélité', text: 'Vos achats comptent, et la page du programme dit ce qu’ils donnent.' }],
    ['guides', { term: 'Les guides', text: 'De quoi choisir et entretenir, écrit par ceux qui vendent.' }],
    ['referral', { term: 'Le parrainage', text: 'Faire connaître la maison, et y gagner tous les deux.' }],
    [
      undefined,
      { term: 'Vos préférences', text: 'Le lien au bas de ce message : vous choisissez ce que vous recevez.' },
    ],
  ],
  en: [
    ['loyalty', { term: 'Loyalty', text: 'Your purchases count, and the page of the programme says what they give.' }],
    ['guides', { term: 'Guides', text: 'How to choose and to care, written by those who sell.' }],
    ['referral', { term: 'Friends', text: 'Make the shop known, and both of you gain by it.' }],
    [
      undefined,
      { term: 'Your preferences', text: 'The link at the bottom of this message: you choose what you receive.' },
    ],
  ],
};

/** What goes on all year, as far as the shop has it. */
export const programmePoints = ({ brand, preferencesUrl }: LetterView, locale: Locale): readonly Point[] =>
  words[locale].flatMap(([page, point]) =>
    (page === undefined ? preferencesUrl !== undefined : brand.pages[page] !== undefined) ? [point] : [],
  );
