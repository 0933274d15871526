import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

/** After a first order during an event, in French: the brand, its range, its people; no promotion. */
export const firstOrderFr: LettersOf<'first-order'> = {
  'first-order/story': (view) => ({
    subject: 'Merci, et faisons connaissance',
    preview: `Qui est derrière ${view.shop.name}.`,
    title: 'Merci, et faisons connaissance',
    opening: [
      'Vous avez commandé chez nous pour la première fois, en pleine affluence. Maintenant que c’est plus calme, voici à qui vous avez fait confiance.',
      ...(view.brand.story ? [view.brand.story] : []),
    ],
    ...(view.brand.commitments.length > 0 && { list: view.brand.commitments }),
    call: 'Découvrir la maison',
    closing: 'Une question sur votre commande ? Écrivez-nous depuis notre site.',
    why: why(view),
  }),
  'first-order/range': (view) => ({
    subject: 'Ce qui accompagne votre achat',
    preview: 'Choisi d’après ce que vous avez pris.',
    title: 'Ce qui accompagne votre achat',
    opening: [
      'Nos articles se complètent souvent. Voici ceux qui vont avec ce que vous avez choisi, et pour le reste, le site est rangé par usage.',
    ],
    products: 'Dans la même gamme',
    call: 'Voir la gamme',
    why: why(view),
  }),
  'first-order/community': (view) => ({
    subject: 'Ceux qui ont choisi comme vous',
    preview: 'Leurs avis, leurs conseils, et les vôtres.',
    title: 'Ceux qui ont choisi comme vous',
    opening: [
      'Les avis de nos clients se lisent sur la page de chaque article, et le vôtre compte autant que les leurs. Vos questions aussi : nous y répondons, et elles nous apprennent ce qu’il faut mieux dire.',
    ],
    call: view.brand.pages.reviews ? 'Lire et donner un avis' : 'Aller sur le site',
    href: view.brand.pages.reviews,
    closing: 'C’est la fin de nos présentations. Au plaisir de vous revoir.',
    why: why(view),
  }),
};
