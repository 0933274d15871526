import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const named = ({ products: [product] }: LetterView) => (product ? `« ${oneLine(product.title, 60)} »` : 'un article');

/** Between the shop with a door and the web, in French. */
export const storeFr: LettersOf<'store'> = {
  'store/online': (view) => ({
    subject: 'Votre achat en boutique, la suite en ligne',
    preview: 'Ce qui va avec, livré chez vous.',
    title: 'La suite se trouve aussi en ligne',
    opening: [
      'Merci de votre visite en boutique. Sur le site vous trouvez ce qui va avec, les pages d’entretien, et de quoi racheter sans vous déplacer.',
      ...(view.offer ? [`Pour votre première commande en ligne, voici ${giftWords(view.offer.gives, 'fr')}.`] : []),
    ],
    ...codeOf(view, 'fr'),
    products: 'Avec ce que vous avez pris',
    call: 'Continuer en ligne',
    why: `Vous recevez ce message parce que vous avez acheté en boutique chez ${view.shop.name} et accepté nos e-mails.`,
  }),
  'store/visit': (view) => ({
    subject: view.offer ? `À voir en boutique : ${giftWords(view.offer.gives, 'fr')}` : 'À voir de près, en boutique',
    preview: 'Le toucher, l’essayer, et repartir avec.',
    title: 'À voir de près, en boutique',
    opening: [
      `Vous avez mis ${named(view)} dans votre liste. Certaines choses se décident mieux en main : passez le voir, sans engagement.`,
      ...(view.offer ? [`Sur présentation de ce message en caisse : ${giftWords(view.offer.gives, 'fr')}.`] : []),
    ],
    ...codeOf(view, 'fr'),
    products: 'Dans votre liste',
    call: view.brand.pages.stores ? 'Trouver une boutique' : 'Revoir l’article',
    href: view.brand.pages.stores ?? view.products[0]?.url,
    why: `Vous recevez ce message parce que vous avez accepté les e-mails de ${view.shop.name}.`,
  }),
};
