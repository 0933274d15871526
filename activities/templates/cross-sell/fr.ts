import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

const guideOf = ({ guide }: LetterView) => (guide ? oneLine(guide.title, 80) : undefined);

/** What goes with a purchase, in French: only what the shop says goes with that very thing. */
export const crossSellFr: LettersOf<'cross-sell'> = {
  'cross-sell/guide': (view) => ({
    subject: guideOf(view) ?? 'De quoi profiter de votre achat',
    preview: 'Choisi d’après ce que vous avez acheté.',
    title: guideOf(view) ?? 'De quoi profiter de votre achat',
    opening: [
      'Votre achat est chez vous : voici de quoi vous en servir vraiment, pas à pas. Rien à acheter pour commencer.',
    ],
    call: 'Lire le guide',
    href: view.guide?.url,
    why: why(view),
  }),
  'cross-sell/complements': (view) => ({
    subject: 'Ce qui complète votre achat',
    preview: 'Quelques pièces, choisies pour aller avec lui.',
    title: 'Ce qui complète votre achat',
    opening: ['Ceux qui s’en servent finissent souvent par vouloir ceci. À vous de voir ce qui vous manque.'],
    products: 'Pour aller avec',
    call: 'Compléter mon équipement',
    href: view.products[0]?.url,
    ...(guideOf(view) && { closing: `Et toujours à lire : ${guideOf(view)}.` }),
    why: why(view),
  }),
  'cross-sell/next': (view) => ({
    subject: 'La suite, d’après vos achats',
    preview: 'Vers quoi se tournent ceux qui ont acheté comme vous.',
    title: 'Et maintenant ?',
    opening: ['Voici vers quoi se sont tournés ensuite les clients qui avaient commencé comme vous.'],
    products: 'La suite logique',
    call: 'Voir cette sélection',
    href: view.products[0]?.url,
    why: why(view),
  }),
};
