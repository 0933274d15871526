import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => `Vous recevez ce message parce que vous avez commandé chez ${shop.name}.`;

/** Invitations after a purchase, in French. */
export const joinFr: LettersOf<'join'> = {
  'join/loyalty': (view) => ({
    subject: `Vos achats peuvent compter chez ${view.shop.name}`,
    preview: 'Notre programme de fidélité, en une minute.',
    title: 'Vos achats peuvent compter',
    opening: [
      'Nous avons un programme de fidélité : s’y inscrire prend une minute, et vos prochains achats y comptent. La page du programme dit exactement ce qu’il donne, et à partir de quand.',
    ],
    call: 'Voir le programme',
    href: view.brand.pages.loyalty,
    why: why(view),
  }),
  'join/newsletter': (view) => ({
    subject: `Des nouvelles de ${view.shop.name}, si vous le souhaitez`,
    preview: 'Vous choisissez, et vous pouvez changer d’avis.',
    title: 'Restons en contact, si vous le souhaitez',
    opening: [
      'Nous écrivons une lettre d’information : des conseils, des nouveautés, et parfois ce que nous préparons avant tout le monde. Elle n’est envoyée qu’à ceux qui la demandent.',
    ],
    call: view.preferencesUrl ? 'Choisir ce que je reçois' : 'M’inscrire sur le site',
    href: view.preferencesUrl,
    why: why(view),
  }),
};
